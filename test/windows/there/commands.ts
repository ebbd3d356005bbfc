import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { documents, environment, hold, home } from './student.js';

const cli = join(import.meta.dirname, '../../../dist/cli.js');
const folder = join(documents, '명령');
mkdirSync(folder, { recursive: true });

function epochbook(args: string[], more: Record<string, string> = {}, cwd = folder) {
  const env = { ...process.env, ...environment, EPOCHBOOK_LOCALE: 'en', ...more };
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd,
    env,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

const notebook = (...sources: string[]): string =>
  `${JSON.stringify(
    {
      cells: sources.map((source, i) => ({
        cell_type: 'code',
        execution_count: null,
        id: `c${i}`,
        metadata: {},
        outputs: [],
        source: [source],
      })),
      metadata: {},
      nbformat: 4,
      nbformat_minor: 5,
    },
    null,
    1,
  )}\n`;
const write = (name: string, content: string): string => {
  writeFileSync(join(folder, name), content);
  return name;
};
const fine = write('첫 수업.ipynb', notebook('console.log("가나다"); 1 + 1'));

describe('epochbook run', () => {
  test.each([
    [['run', fine], 0],
    [['run', join(folder, fine)], 0],
    [['run', `.\\${fine}`, '--out', 'out put.ipynb'], 0],
    [['run', fine.toUpperCase(), '--out', '대문자.ipynb'], 0],
    [['run', write('fails.ipynb', notebook('1', 'throw new Error("no")'))], 1],
    [['run', write('ends.ipynb', notebook('process.exit(3)'))], 1],
    [['run', 'none.ipynb'], 1],
    [['run', fine, '--out', 'nowhere\\out.ipynb'], 1],
    [['run'], 2],
    [['walk'], 2],
  ])('%j', (args, code) => {
    const { status, stderr } = epochbook(args);
    expect([status, stderr]).toEqual([code, expect.any(String)]);
  });

  test('what it writes, and where', () => {
    const names = readdirSync(folder);
    for (const name of ['첫 수업.executed.ipynb', 'out put.ipynb', '대문자.ipynb', 'fails.executed.ipynb'])
      expect(names).toContain(name);
    const { cells } = JSON.parse(readFileSync(join(folder, 'out put.ipynb'), 'utf8'));
    expect(cells[0].outputs[0].text).toEqual(['가나다\n']);
    expect(names.filter((name) => name.endsWith('.tmp'))).toEqual([]);
  });

  test('--json', () => {
    const { status, stdout } = epochbook(['run', fine, '--json', '--out', 'json.ipynb']);
    const summary = JSON.parse(stdout);
    expect([status, summary.ok, summary.cells[0].status]).toEqual([0, true, 'ok']);
    expect(summary.out).toBe(join(folder, 'json.ipynb'));
  });

  test('line ends and BOM of a notebook stay', () => {
    const crlf = `\uFEFF${notebook('console.log("a");\r\nconsole.log("b");', 'const bad = 1;\r\nbad.x.y;').replaceAll('\n', '\r\n')}`;
    write('crlf.ipynb', crlf);
    const { status, stderr } = epochbook(['run', 'crlf.ipynb']);
    expect(status).toBe(1);
    expect(stderr).toMatch(/Cell \[2\]:2:\d+/);
    const text = readFileSync(join(folder, 'crlf.executed.ipynb'), 'utf8');
    expect(text.startsWith('\uFEFF{\r\n')).toBe(true);
    expect(text.replaceAll('\r\n', '')).not.toContain('\n');
    expect(text).toContain('console.log(\\"a\\");\\r\\nconsole.log(\\"b\\");');
    expect(JSON.parse(text.slice(1)).cells[0].outputs[0].text.join('')).toBe('a\nb\n');
  });

  test.each([
    ['con.ipynb', /Cannot write .*con\.ipynb: Windows keeps the name "con\.ipynb" for a device/],
    ['aux', /keeps the name "aux" for a device/],
    ['dot.ipynb.', /allows no name that ends in a dot/],
    ['read-only.ipynb', /Cannot write .*read-only\.ipynb: it is read-only, or open in another program/],
    ['held.ipynb', /Cannot write .*held\.ipynb: another program has it open/],
  ])('--out %s is refused before the first cell', (out, sentence) => {
    for (const name of ['read-only.ipynb', 'held.ipynb'])
      if (!existsSync(join(folder, name))) write(name, '{}');
    chmodSync(join(folder, 'read-only.ipynb'), 0o444);
    const file = hold(join(folder, 'held.ipynb'));
    const { status, stderr } = epochbook(['run', fine, '--out', out]);
    closeSync(file);
    expect(stderr).toMatch(sentence);
    expect(stderr).not.toContain('[1/1]');
    expect(status).toBe(1);
  });

  test('a notebook that another program holds', () => {
    write('mine.ipynb', notebook('1'));
    const file = hold(join(folder, 'mine.ipynb'));
    const { status, stderr } = epochbook(['run', 'mine.ipynb']);
    closeSync(file);
    expect(stderr).toMatch(/Cannot read .*mine\.ipynb: another program has it open/);
    expect(status).toBe(1);
  });

  test('a folder with a path longer than Windows takes: runs, or says so', () => {
    const deep = join(folder, ...Array.from({ length: 6 }, (_, i) => `${i}-${'x'.repeat(45)}`));
    mkdirSync(deep, { recursive: true });
    writeFileSync(join(deep, 'n.ipynb'), notebook('1 + 1'));
    const { status, stderr } = epochbook(['run', join(deep, 'n.ipynb')]);
    if (status === 0) expect(existsSync(join(deep, 'n.executed.ipynb'))).toBe(true);
    else expect(stderr).toMatch(/its path has \d+ characters, and Windows takes at most 258/);
  });
});

describe('epochbook doctor', () => {
  test('advises what Windows has', () => {
    const { status, stdout } = epochbook(['doctor', '--json'], { PATH: 'C:\\windows\\system32' });
    expect(status).toBe(0);
    expect(stdout).not.toMatch(/apt-get|sudo|&&/);
    const commands = JSON.parse(stdout).findings.map(({ command }: { command?: string }) => command);
    expect(commands).toContain('winget install OpenJS.NodeJS.LTS');
  });

  test('speaks Korean', () => {
    const { stdout } = epochbook(['doctor'], { EPOCHBOOK_LOCALE: 'ko' });
    expect(stdout).toContain('Epochbook을 쓸 수 있습니다.');
  });
});

test('npm in C:\\Program Files', () => {
  const programs = 'C:\\Program Files\\nodejs';
  mkdirSync(programs, { recursive: true });
  writeFileSync(join(programs, 'npm.cmd'), '@echo npm was given %*\r\n@exit /b 1\r\n');
  const storage = join(home, 'native engines');
  const { status, stderr, stdout } = epochbook(['engine', 'install'], {
    PATH: `${programs};C:\\windows\\system32`,
    EPOCHBOOK_STORAGE: storage,
  });
  expect(stderr + stdout).toContain('npm was given install --ignore-scripts @tensorflow/tfjs-node@4.22.0');
  expect(status).toBe(1);
});
