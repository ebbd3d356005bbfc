import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeFileAtomically, writeFileAtomicallySync } from '../../../engine/files/index.js';
import { writeNotebookFile } from '../../../kernel/notebook/notebook-file.js';

let folder: string;
/** The mark that a process left which has been killed. */
let deadMark: string;

const MARKS = new URL('../../../engine/processes/process-mark.mjs', import.meta.url).href;

/** A process that tells its mark and lives until it is killed. */
async function marked() {
  const child = spawn(process.execPath, [
    '--input-type=module',
    '-e',
    `import { newMark } from '${MARKS}'; console.log(newMark()); setInterval(() => {}, 1000);`,
  ]);
  const [said] = await once(child.stdout, 'data');
  return { child, mark: String(said).trim() };
}

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'epochbook-files-'));
  const { child, mark } = await marked();
  child.kill('SIGKILL');
  await once(child, 'exit');
  deadMark = mark;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const place = (name: string): string => {
  const path = join(folder, name, '모델.h5');
  mkdirSync(dirname(path));
  return path;
};

describe.each([
  ['writeFileAtomically', writeFileAtomically],
  ['writeFileAtomicallySync', writeFileAtomicallySync],
  ['a notebook', writeNotebookFile],
] as const)('%s', (writer, write) => {
  test('removes what a killed writer of the same file left, and nothing else', async () => {
    const path = place(writer);
    const { child, mark } = await marked();
    const beside = (name: string, mtime = new Date()) => {
      const file = join(dirname(path), name);
      writeFileSync(file, 'half');
      utimesSync(file, mtime, mtime);
      return file;
    };
    const yesterday = new Date(Date.now() - 25 * 3600 * 1000);
    const stale = [
      beside(`모델.h5.${deadMark}.tmp`),
      // Its number was given to another process, which no system lets us see.
      beside(`모델.h5.${mark.replace(/.{12}$/, '0123456789ab')}.tmp`, yesterday),
    ];
    const kept = [
      beside(`모델.h5.${mark}.tmp`),
      beside(`모델.h5.bkp.${deadMark}.tmp`),
      beside(`다른.h5.${deadMark}.tmp`),
      beside('모델.h5.tmp'),
      beside('모델.h5.draft.tmp'),
    ];
    await write(path, 'whole');
    child.kill('SIGKILL');
    expect(readFileSync(path, 'utf8')).toBe('whole');
    expect(stale.filter((file) => existsSync(file))).toEqual([]);
    expect(readdirSync(dirname(path)).sort()).toEqual([path, ...kept].map((file) => basename(file)).sort());
  });

  test('leaves the old file and no other where it fails', async () => {
    const path = place(`${writer} fails`);
    mkdirSync(path);
    writeFileSync(join(path, 'in the way'), '');
    await expect((async () => write(path, 'whole'))()).rejects.toThrow();
    expect(readdirSync(dirname(path))).toEqual([basename(path)]);
  });
});
