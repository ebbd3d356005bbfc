import { execFile, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { MAX_JSON_BYTES, MAX_SVG_BYTES, type OutputMetadata } from '../../protocol/index.js';
import { commitNumber } from '../../scripts/commit-number.mjs';
import { hasExtra, interopPython } from '../../scripts/provide-python.mjs';
import { pythonWith } from '../../scripts/python-with.mjs';
import { nativeStorage, noNative } from '../native-engine.js';

const root = join(import.meta.dirname, '../..');
/** A Python that has nbconvert, and with it nbformat. */
export const nbconvert = hasExtra('nbconvert') ? interopPython() : undefined;
const nbformat = nbconvert ?? pythonWith('nbformat');

/** The data of an output by their MIME types. */
export type OutputData = Record<string, unknown>;

interface Executed {
  cells: {
    id: string;
    cell_type: string;
    outputs?: { data?: OutputData; metadata?: OutputMetadata; text?: string[] }[];
  }[];
}

type LessonRun = [language: 'en' | 'ko', engine: 'embedded' | 'native', whyNot: string];

/**
 * One edition on the embedded engine, which the commit decides (or `EPOCHBOOK_EDITION=ko`): both have the same code, and the
 * tests of the workbooks run both. Pictures are kept of the English one.
 */
const edition =
  process.env.EPOCHBOOK_EDITION ??
  (process.env.UPDATE_PICTURES === '1' || commitNumber() % 2 === 0 ? 'en' : 'ko');

export const lessonRuns: LessonRun[] = [
  [edition === 'ko' ? 'ko' : 'en', 'embedded', ''],
  ['en', 'native', noNative],
];

/** A lesson of the course that `epochbook run` has executed in a folder of its own. */
export interface Lesson {
  readonly folder: string;
  /** The file that was written. */
  readonly out: string;
  readonly notebook: Executed;
  /** The outputs of a MIME type, with the ids of their cells. */
  dataOf(mime: string): { id: string; data: OutputData }[];
}

/** Runs a lesson before the tests of a `describe`, and adds the tests that every lesson must pass. */
export function executeLesson(name: string, [language, engine, whyNot]: LessonRun): Lesson {
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-lesson-'));
  const place = join(folder, language);
  const out = join(place, 'out.ipynb');
  let notebook: Executed;
  let summary: { ok: boolean; cells: { status: string }[] };

  beforeAll(async () => {
    if (whyNot) return;
    cpSync(join(root, 'workbooks'), folder, { recursive: true });
    const workbook = join(place, `${name}.ipynb`);
    const args = [join(root, 'dist', 'cli.js'), 'run', workbook, '--engine', engine, '--out', out, '--json'];
    const env = { ...process.env, EPOCHBOOK_STORAGE: nativeStorage };
    const { stdout, stderr } = await promisify(execFile)(process.execPath, args, { env });
    expect(stderr).not.toMatch(/warn/i);
    summary = JSON.parse(stdout) as typeof summary;
    notebook = JSON.parse(readFileSync(out, 'utf8')) as Executed;
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  beforeEach(({ skip }) => skip(whyNot !== '', whyNot));

  test('every cell succeeds', () => {
    expect(summary.ok).toBe(true);
    expect(new Set(summary.cells.map(({ status }) => status))).toEqual(new Set(['ok']));
  });

  test('is valid by nbformat itself', ({ skip }) => {
    if (!nbformat) return skip('no Python with nbformat here');
    const program =
      'import sys, nbformat; nbformat.validate(nbformat.read(sys.argv[1], as_version=nbformat.NO_CONVERT))';
    const { status, stderr } = spawnSync(nbformat, ['-W', 'error', '-c', program, out], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });

  return {
    folder: place,
    out,
    get notebook() {
      return notebook;
    },
    dataOf: (mime) =>
      notebook.cells.flatMap(({ id, outputs = [] }) =>
        outputs.flatMap(({ data }) => (data && mime in data ? [{ id, data }] : [])),
      ),
  };
}

/** Expects the three forms of a picture within their limits, and what its text says. */
export function expectForms(data: OutputData, mime: string, words: RegExp): void {
  expect(Buffer.byteLength(JSON.stringify(data[mime]))).toBeLessThanOrEqual(MAX_JSON_BYTES);
  const svg = (data['image/svg+xml'] as string[]).join('');
  expect(svg).toMatch(/^<svg[\s\S]*<\/svg>\s*$/);
  expect(Buffer.byteLength(svg)).toBeLessThanOrEqual(MAX_SVG_BYTES);
  expect((data['text/plain'] as string[]).join('')).toMatch(words);
}
