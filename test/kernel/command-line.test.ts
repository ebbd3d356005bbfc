import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { notebookText } from './notebook-text.js';

const cli = join(import.meta.dirname, '../../dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'epochbook-command-line-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const inFolder = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return name;
};
const notebook = (...cells: string[]): string => notebookText(cells);

function run(language: string, ...args: string[]) {
  const env = { ...process.env, EPOCHBOOK_LOCALE: '', LC_ALL: language };
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, ...args], {
    cwd: folder,
    env,
    encoding: 'utf8',
  });
  return { status, stdout, stderr };
}

test('npx can start it after each build', ({ skip }) => {
  if (process.platform === 'win32') skip('Windows knows no files that may be executed');
  expect(statSync(cli).mode & 0o111).toBe(0o111);
});

const broken = inFolder('broken.ipynb', '{ "cells": [');
const old = inFolder('old.ipynb', '{ "nbformat": 2, "worksheets": [] }');

describe.each([
  ['en', 'en_US.UTF-8'],
  ['ko', 'ko_KR.UTF-8'],
] as const)('in the language %s', (locale, language) => {
  const says = (english: RegExp, korean: RegExp) => (locale === 'ko' ? korean : english);

  test.each([
    [['--help']],
    [['help']],
    [['-h']],
    [['run', '--help']],
    [['run', 'a.ipynb', '-h']],
    [['engine', 'install', '--help']],
    [['doctor', '--help']],
  ])('%j tells all commands', (args) => {
    const { status, stdout, stderr } = run(language, ...args);
    expect([status, stderr]).toEqual([0, '']);
    expect(stdout).toMatch(says(/runs every cell in a fresh kernel/i, /새 커널에서 모든 셀을 실행/));
    for (const command of [
      'run',
      'student',
      'check',
      'grade',
      'engine',
      'tensorboard',
      'graph',
      'html',
      'doctor',
    ])
      expect(stdout).toContain(`epochbook ${command}`);
  });

  test.each([
    [['frobnicate'], 2, /There is no command "frobnicate"/, /"frobnicate" 명령은 없습니다/],
    [['run'], 2, /Name one notebook to run/, /실행할 노트북 하나를 지정하세요/],
    [['run', 'a.ipynb', '--engine', 'fast'], 2, /not "fast"/, /"fast"은\(는\) 쓸 수 없습니다/],
    [
      ['run', 'a.ipynb', '--timeout', 'soon'],
      2,
      /takes seconds, not "soon"/,
      /초를 적습니다. "soon"은\(는\)/,
    ],
    [
      ['run', 'none.ipynb'],
      1,
      /There is no notebook .*none\.ipynb\.\n$/,
      /노트북 .*none\.ipynb 파일이 없습니다\.\n$/,
    ],
    [
      ['run', broken],
      1,
      /broken\.ipynb is not a notebook: it ends in the middle/,
      /broken\.ipynb 파일은 노트북이 아닙니다/,
    ],
    [
      ['run', old],
      1,
      /not a notebook of format 4 \(nbformat is 2\)/,
      /형식 4의 노트북이 아닙니다\(nbformat 2\)/,
    ],
  ])('%j', (args, code, english, korean) => {
    const { status, stderr } = run(language, ...args);
    expect(stderr).toMatch(says(english, korean));
    expect(status).toBe(code);
  });

  test('a cell that fails is named, and the notebook up to there is kept', () => {
    const name = inFolder(`fails-${locale}.ipynb`, notebook('1 + 1', "throw new Error('no')", '3'));
    const { status, stderr } = run(language, 'run', name, '--out', `out-${locale}.ipynb`);
    expect(status).toBe(1);
    expect(stderr).toMatch(says(/Cell \[2\] failed \(throw/, /셀 \[2\] 실패 \(throw/));
    const { cells } = JSON.parse(readFileSync(join(folder, `out-${locale}.ipynb`), 'utf8'));
    expect(cells.map(({ outputs }: { outputs: unknown[] }) => outputs.length)).toEqual([1, 1, 0]);
  });

  test('where the file cannot be written in the end, the notebook is kept beside it', () => {
    const taken = `taken-${locale}.ipynb`;
    const code = `import { mkdirSync } from 'node:fs'; mkdirSync('${taken}'); 6 * 7`;
    const name = inFolder(`late-${locale}.ipynb`, notebook(code));
    const { status, stderr } = run(language, 'run', name, '--out', taken);
    expect(status).toBe(1);
    expect(stderr).toMatch(
      says(/Cannot write .*taken-en\.ipynb: /, /taken-ko\.ipynb 파일을 쓸 수 없습니다: /),
    );
    expect(stderr).toContain(`taken-${locale} (2).ipynb`);
    expect(readFileSync(join(folder, `taken-${locale} (2).ipynb`), 'utf8')).toContain('"42"');
  });

  test('a name of a cell further down: which cell', () => {
    const name = inFolder(
      `order-${locale}.ipynb`,
      notebook('1 + 1', 'rate * 2', '// the rate\nconst rate = 0.1;'),
    );
    const { status, stderr } = run(language, 'run', name, '--out', `out-${locale}.ipynb`);
    expect(status).toBe(1);
    expect(stderr).toMatch(
      says(
        /rate is not defined\. The code cell right below \(“\/\/ the rate”\) declares it/,
        /rate is not defined\. 아래로 1번째 코드 셀\(“\/\/ the rate”\)에서 선언하는데/,
      ),
    );
    expect(stderr.split('is not defined')).toHaveLength(2);
  });

  test('the end is told', () => {
    const name = inFolder(`fine-${locale}.ipynb`, notebook('1 + 1'));
    const { status, stderr } = run(language, 'run', name);
    expect(status).toBe(0);
    expect(stderr).toMatch(says(/Done in [\d.]+ s\. Executed notebook/, /[\d.]+초 만에 마쳤습니다/));
  });
});

test('a script runs cell by cell, and becomes the executed notebook of its cells', () => {
  const script = '// %% [markdown]\n// # Title\n\n// %%\nconst a = 1;\n\n// %%\nconst a = 2;\na + 40\n';
  const { status, stderr } = run('en_US.UTF-8', 'run', inFolder('script.ts', script));
  expect([status, stderr]).toEqual([0, expect.stringMatching(/script\.executed\.ipynb/)]);
  const { cells } = JSON.parse(readFileSync(join(folder, 'script.executed.ipynb'), 'utf8'));
  expect(cells.map(({ cell_type: kind }: { cell_type: string }) => kind)).toEqual([
    'markdown',
    'code',
    'code',
  ]);
  expect(JSON.stringify(cells[2].outputs)).toContain('42');
});
