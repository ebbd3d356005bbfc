import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import type { HtmlReport } from '../../protocol/command-line.js';
import { executeNotebook, removeExecuted } from './executed-notebook.js';
import { notebookText } from './notebook-text.js';

const cli = join(import.meta.dirname, '../../dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'epochbook-html-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

writeFileSync(join(folder, 'empty.ipynb'), notebookText(['1 + 1;']));
writeFileSync(join(folder, 'broken.ipynb'), '{ "cells": [');
mkdirSync(join(folder, 'taken.html'));

const cell = (source: string, metadata = {}, outputs: object[] = []) => ({
  cell_type: 'code',
  source,
  metadata,
  outputs,
  execution_count: 1,
});
const written = { output_type: 'stream', name: 'stdout', text: ['printed words\n'] };
writeFileSync(
  join(folder, 'teacher.ipynb'),
  JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells: [
      cell('given();', { note: 'METADATA_WORDS' }, [written]),
      cell('SOLUTION_WORDS;', { epochbook: { exercise: { role: 'solution', of: 'a' } } }),
    ],
  }),
);

function html(args: readonly string[], { locale = 'en', input = '' } = {}) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'html', ...args], {
    cwd: folder,
    env: { ...process.env, EPOCHBOOK_LOCALE: locale },
    encoding: 'utf8',
    input,
  });
  return { status, stdout, stderr };
}

test('a notebook as it is becomes a page beside it, in both languages of what is told', () => {
  const english = html(['teacher.ipynb']);
  expect([english.status, english.stdout]).toEqual([0, '']);
  expect(english.stderr).toMatch(
    /^Page: .*teacher\.html \(0\.0 MB, live pictures: 0\)\nThis is a teacher's notebook/,
  );
  const page = readFileSync(join(folder, 'teacher.html'), 'utf8');
  expect(page).toContain('printed words');
  expect(page).toMatch(/<details class="folded"><summary>Solution<\/summary>[\s\S]*SOLUTION_WORDS/);
  // What the notebook does not show, the page does not hold.
  expect(page).not.toContain('METADATA_WORDS');
  expect(html(['teacher.ipynb'], { locale: 'ko' }).stderr).toMatch(/^페이지: [\s\S]*\n교사용 노트북이라/);
});

test('of a text that an editor has not saved', () => {
  const { status, stdout } = html(['none.ipynb', '--stdin', '--out', 'of-text.html', '--json', '--running'], {
    input: notebookText(['unsaved();']),
  });
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ pictures: 0, outputs: 0, running: true, solutions: false });
  const page = readFileSync(join(folder, 'of-text.html'), 'utf8');
  expect(page).toContain('unsaved');
  expect(page).toContain('was still running');
});

test.each<[string, string[], number, RegExp, RegExp]>([
  ['no notebook', [], 2, /Name one notebook/, /노트북 하나를 지정/],
  ['two', ['a.ipynb', 'b.ipynb'], 2, /Name one notebook/, /노트북 하나를 지정/],
  ['an unknown option', ['empty.ipynb', '--pdf'], 2, /--pdf/, /--pdf/],
  ['a missing one', ['none.ipynb'], 1, /There is no notebook .*none\.ipynb/, /none\.ipynb 파일이 없습니다/],
  ['a broken one', ['broken.ipynb'], 1, /is not a notebook/, /파일은 노트북이 아닙니다/],
  [
    'a page over the notebook',
    ['empty.ipynb', '-o', 'empty.ipynb'],
    2,
    /is no place for a page/,
    /쓸 수 없습니다/,
  ],
  [
    'a folder that is not there',
    ['empty.ipynb', '-o', 'x/y.html'],
    1,
    /no folder .*x for the page/,
    /폴더 .*x이\(가\) 없습니다/,
  ],
  [
    'a place that is a folder',
    ['empty.ipynb', '-o', 'taken.html'],
    1,
    /Cannot write .*taken\.html/,
    /taken\.html 파일을 쓸 수 없습니다/,
  ],
  ['one without outputs', ['empty.ipynb'], 0, /holds no outputs/, /출력이 없습니다/],
])('%s', (_, args, status, english, korean) => {
  const said = html(args);
  expect(said.stderr).toMatch(english);
  expect(said.status).toBe(status);
  expect(html(args, { locale: 'ko' }).stderr).toMatch(korean);
});

const training = `
import * as tf from '@tensorflow/tfjs-node';
const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1] })] });
model.compile({ optimizer: 'sgd', loss: 'meanSquaredError' });
await model.fit(tf.ones([8, 1]), tf.ones([8, 1]), { epochs: 3, verbose: 0 });`;

test('run --html executes, and writes the page as well', async () => {
  const run = await executeNotebook({ cells: [training], args: ['--html', 'page.html', '--json'] });
  try {
    expect(run.code, run.stderr).toBe(0);
    const { page } = JSON.parse(run.stdout) as { page: HtmlReport };
    const path = join(run.folder, 'page.html');
    expect(page).toEqual({
      html: path,
      bytes: statSync(path).size,
      pictures: 1,
      // The picture, and what fit gives back.
      outputs: 2,
      running: false,
      solutions: false,
    });
    expect(readFileSync(path, 'utf8')).toContain('data-picture="training"');
    expect(run.notebook).toBeDefined();
  } finally {
    removeExecuted(run);
  }
});

test('run --html writes the page of a run that failed, and asks for its place before any cell runs', async () => {
  const failing = await executeNotebook({
    cells: ["throw new RangeError('no');"],
    args: ['--html', 'page.html'],
  });
  expect(failing.code).toBe(1);
  expect(readFileSync(join(failing.folder, 'page.html'), 'utf8')).toContain(
    'A cell of this notebook ended with an error',
  );
  removeExecuted(failing);
  const nowhere = await executeNotebook({ cells: ['1'], args: ['--html', 'x/page.html'] });
  expect([nowhere.code, nowhere.notebook]).toEqual([1, undefined]);
  expect(nowhere.stderr).toContain('There is no folder');
  expect(existsSync(join(nowhere.folder, 'x'))).toBe(false);
  removeExecuted(nowhere);
});
