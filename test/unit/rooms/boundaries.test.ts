import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');

const forbidden = [
  ['words', '../renderers/registry.js'],
  ['words', 'node:fs'],
  ['exercises', 'node:crypto'],
  ['exercises', '../kernel/notebook/index.js'],
  ['exercises', 'vscode'],
  ['protocol', 'node:fs'],
  ['protocol', '../words/index.js'],
  ['protocol', 'vega'],
  ['protocol', 'fflate'],
  ['renderers/training', '../../kernel/host.js'],
  ['renderers/training', '../../library/plan.js'],
  ['renderers/training', '../../engine/index.js'],
  ['renderers/training', 'vscode'],
  ['renderers/training', 'node:fs'],
  ['renderers/training', '@tensorflow/tfjs-core'],
  ['views/value', '../../kernel/variables/variables.js'],
  ['views/value', '../../extension/activate.js'],
  ['views/value', '../../renderers/table/index.js'],
  ['views/value', 'vscode'],
  ['views/value', 'node:fs'],
  ['extension/variables', '../../views/sizes.js'],
  ['views/run-history', '../../kernel/history.js'],
  ['views/run-history', '../../renderers/training/index.js'],
  ['views/run-history', '../../extension/activate.js'],
  ['views/run-history', 'vscode'],
  ['views/run-history', 'node:fs'],
  ['engine/patches', '../../library/index.js'],
  ['engine/patches', '../../kernel/host.js'],
  ['engine/patches', '../../renderers/registry.js'],
  ['engine/patches', 'vscode'],
  ['library/callbacks', '../../kernel/recorder/index.js'],
  ['library/callbacks', '../../engine/patches/wrap-method.js'],
  ['library/callbacks', '../../renderers/training/index.js'],
  ['library/callbacks', 'vscode'],
  ['kernel/worker', 'vscode'],
  ['kernel/worker', '../../extension/activate.js'],
  ['kernel/worker', '../../renderers/training/index.js'],
  ['kernel/worker', '../../engine/native/find-native.js'],
  ['kernel/worker', '../../library/plan.js'],
  ['kernel/cli', '../../course/index.js'],
  ['library', '../course/index.js'],
  ['course/grading', '../../library/index.js'],
  ['course/grading', '../../kernel/host/cell-runner.js'],
  ['course/grading', '../../renderers/registry.js'],
  ['course/grading', '../../engine/index.js'],
  ['course/grading', 'vscode'],
  ['kernel/cli', '../../report/index.js'],
  ['report', '../kernel/host.js'],
  ['report', '../renderers/registry.js'],
  ['report', '../engine/index.js'],
  ['report', 'vscode'],
  ['report/page', 'node:fs'],
  ['report/page', '../../kernel/notebook/index.js'],
  ['report/page', '../../renderers/training/index.js'],
  ['report/page', 'markdown-it'],
  ['language/typescript', '../../kernel/cell/compile.js'],
  ['language/typescript', '../../library/index.js'],
  ['language', 'vscode'],
  ['extension', '../language/typescript/index.js'],
  ['extension/commands', '../../language/typescript/index.js'],
  ['extension', '../course/index.js'],
  ['extension', '../report/index.js'],
  ['extension', '../kernel/host.js'],
  ['extension', '../library/index.js'],
  ['extension', '../engine/index.js'],
  ['extension', '../renderers/registry.js'],
  ['extension', '@tensorflow/tfjs-core'],
];

const allowed = [
  ['words', '../protocol/index.js'],
  ['exercises', '../protocol/index.js'],
  ['exercises', '../words/index.js'],
  ['protocol', 'valibot'],
  ['protocol', './sample.js'],
  ['renderers/training', '../../protocol/index.js'],
  ['renderers/training', '../../words/index.js'],
  ['renderers/training', 'vega'],
  ['renderers/drawing', 'fflate'],
  ['views/value', '../../protocol/index.js'],
  ['views/value', '../../renderers/drawing/page.js'],
  ['views/value', '../../renderers/table/histogram.js'],
  ['views/run-history', '../../protocol/index.js'],
  ['views/run-history', '../../renderers/drawing/page.js'],
  ['views/run-history', '../../renderers/training/sparkline.js'],
  ['engine/patches', '@tensorflow/tfjs-core'],
  ['engine/patches', '../../words/index.js'],
  ['library/callbacks', '../../engine/patches/index.js'],
  ['library/callbacks', '../../renderers/training/thin.js'],
  ['kernel/worker', '../../renderers/registry.js'],
  ['kernel/worker', '../../renderers/training/thin.js'],
  ['kernel/worker', '../../engine/native/index.js'],
  ['kernel/worker', '../../library/index.js'],
  ['kernel/worker', '../../library/fitting/index.js'],
  ['kernel/worker', 'node:fs'],
  ['course/grading', '../../kernel/client/index.js'],
  ['course/grading', '../../kernel/notebook/index.js'],
  ['course/grading', '../../kernel/cli/index.js'],
  ['course/grading', '../../engine/files/index.js'],
  ['course/grading', '../../exercises/index.js'],
  ['course/grading', '../checking/run-checks.js'],
  ['course/grading', 'node:fs'],
  ['report', '../kernel/notebook/index.js'],
  ['report', '../kernel/cli/index.js'],
  ['report', '../exercises/index.js'],
  ['report', '../words/index.js'],
  ['report', 'markdown-it'],
  ['report', 'node:fs'],
  ['report/page', '../../renderers/drawing/own-page.js'],
  ['report/page', './live.js'],
  ['language/typescript', '../../protocol/language.js'],
  ['language/typescript', '../../words/index.js'],
  ['language/typescript', '../document/index.js'],
  ['language/typescript', 'typescript6'],
  ['extension/commands', '../language/register-language.js'],
  ['extension', './language/register-language.js'],
  ['extension', '../kernel/client/index.js'],
  ['extension', '../exercises/index.js'],
  ['extension', '../words/index.js'],
  ['extension', '../engines/command-line.js'],
  ['extension', 'vscode'],
];

/** Lints made-up files, text by path, under our own rules; the paths of those that break `rule`. */
function refused(files: Map<string, string>, rule: string): Set<string> {
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-rooms-'));
  const {
    vcs: _vcs,
    $schema: _schema,
    ...rules
  } = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
  writeFileSync(join(folder, 'biome.json'), JSON.stringify(rules));
  for (const [path, text] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const { stdout } = spawnSync(
    process.execPath,
    [biome, 'lint', '--reporter=github', '--max-diagnostics=none'],
    { cwd: folder, encoding: 'utf8' },
  );
  rmSync(folder, { recursive: true });
  const lines = stdout.split('\n').filter((line) => line.includes(rule));
  return new Set([...files.keys()].filter((path) => lines.some((line) => line.includes(`/${path},`))));
}

test('rooms import only what the design allows', () => {
  const path = ([room]: string[], i: number): string => `${room}/made-up-${i}.ts`;
  const cases = [...forbidden, ...allowed];
  const imports = new Map(cases.map((pair, i) => [path(pair, i), pair[1] ?? '']));
  const texts = new Map(
    [...imports].map(([file, name]) => [file, `import * as it from '${name}';\n\nexport const used = it;\n`]),
  );
  const found = refused(texts, 'noRestrictedImports');
  expect([...found].map((file) => `${file}: ${imports.get(file)}`)).toEqual(
    forbidden.map(path).map((file) => `${file}: ${imports.get(file)}`),
  );
});

test('no file imports itself by way of others, not even a type', () => {
  const files = new Map([
    ['kernel/one.ts', "import { two } from './two.js';\n\nexport const one = () => two;\n"],
    ['kernel/two.ts', "import { one } from './one.js';\n\nexport const two = () => one;\n"],
    ['library/three.ts', "import type { Four } from './four.js';\n\nexport type Three = Four[];\n"],
    ['library/four.ts', "import type { Five } from './five.js';\n\nexport type Four = Five[];\n"],
    ['library/five.ts', "import type { Three } from './three.js';\n\nexport type Five = Three[] | 5;\n"],
    ['engine/six.ts', 'export const six = 6;\n'],
    ['engine/seven.ts', "import { six } from './six.js';\n\nexport const seven = six + 1;\n"],
  ]);
  expect([...refused(files, 'noImportCycles')]).toEqual([...files.keys()].slice(0, 5));
});
