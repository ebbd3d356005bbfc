import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { repository } from './artifacts.js';
import { CellLanguage } from './cell-language.js';
import { TrainingView } from './training-view.js';
import { until } from './until.js';
import { useEditor } from './use-editor.js';
import { cellWith, copyWorkbook, failureOf } from './workbooks.js';

// The file that users install, in an editor that has never seen this repository.
const packages = mkdtempSync(join(tmpdir(), 'epochbook-vsix-'));
const suite = useEditor('packaged', () => {
  const vsix = join(packages, 'epochbook.vsix');
  execFileSync(process.execPath, [join(repository, 'scripts', 'package.mjs'), '--out', vsix], {
    cwd: repository,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return { extension: { vsix } };
});
afterAll(() => rmSync(packages, { recursive: true, force: true }));

test('what is installed holds the product and nothing of the tests', async () => {
  const folder = await suite.window.evaluateInHost(
    (vscode) => vscode.extensions.getExtension('epochbook.epochbook')?.extensionPath ?? '',
  );
  expect(folder).not.toBe('');
  expect(folder).not.toContain(repository);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  expect(names).toContain(join('dist', 'extension.js'));
  expect(names).toContain(join('dist', 'kernel', 'host.cjs'));
  expect(names).toContain(join('dist', 'lessons', 'en', '07-titanic.ipynb'));
  const notebooks = names.filter((name) => name.endsWith('.ipynb'));
  expect(notebooks.filter((name) => /BEGIN SOLUTION/.test(readFileSync(join(folder, name), 'utf8')))).toEqual(
    [],
  );
  expect(names).toContain(join('node_modules', 'epochbook-mute', 'index.js'));
  expect(names).toContain(join('dist', 'language', 'types', 'tfjs', 'index.d.ts'));
  // The types that cells have without an install, and the one package that VS Code has to find there.
  const own = /^(dist.language.(types|lib)|node_modules.epochbook-mute)([\\/]|$)|^node_modules$/;
  expect(
    names.filter(
      (name) =>
        !own.test(name) &&
        /(^|[\\/])(test|bench|scripts|node_modules|probe)([\\/]|$)|\.map$|\.d\.ts$/.test(name),
    ),
  ).toEqual([]);
});

test('the installed extension runs the workbook', async () => {
  const { window } = suite;
  const path = copyWorkbook(suite.editor.folder, 'en', '07-titanic');
  await window.openWorkbook(path);
  await window.startAll();
  const facts = await window.allEnded(path);
  expect(failureOf(facts)).toBe('');
  await window.reveal(path, cellWith(facts, /\.fit(Dataset)?\(/));
  await TrainingView.appear(window);
  await window.screenshot('packaged');
});

test('in the installed extension cells have types, each name once', async () => {
  const path = await suite.openCells('types', ["import * as tf from '@tensorflow/tfjs-node';", 'tf.']);
  const asked = new CellLanguage(suite.window, path);
  const offered = await until('the members of tf', async () => {
    const names = await asked.completions(1, 'tf.');
    return names.includes('sequential') ? names : undefined;
  });
  expect(offered.filter((name, i) => offered.indexOf(name) !== i)).toEqual([]);
});
