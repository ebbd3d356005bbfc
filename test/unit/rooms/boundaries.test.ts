import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const root = join(import.meta.dirname, '../../..');

const forbidden = [
  ['protocol', 'node:fs'],
  ['protocol', '../kernel/words.js'],
  ['protocol', 'vega'],
  ['protocol', 'fflate'],
  ['renderers/training', '../../kernel/words.js'],
  ['renderers/training', 'vscode'],
  ['renderers/training', 'node:fs'],
  ['renderers/training', '@tensorflow/tfjs-core'],
  ['kernel/worker', 'vscode'],
  ['kernel/worker', '../../extension/activate.js'],
  ['kernel/worker', '../../renderers/training/index.js'],
  ['extension', '../kernel/host.js'],
  ['extension', '../renderers/registry.js'],
  ['extension', '@tensorflow/tfjs-core'],
];

const allowed = [
  ['protocol', 'valibot'],
  ['protocol', './sample.js'],
  ['renderers/training', '../../protocol/index.js'],
  ['renderers/training', 'vega'],
  ['renderers/drawing', 'fflate'],
  ['kernel/worker', '../../renderers/registry.js'],
  ['kernel/worker', '../../renderers/training/thin.js'],
  ['kernel/worker', 'node:fs'],
  ['extension', '../kernel/client/index.js'],
  ['extension', 'vscode'],
];

/** Lints made-up files under our own rules; the paths of those whose import is refused. */
function refused(files: Map<string, string>): Set<string> {
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-rooms-'));
  const {
    vcs: _vcs,
    $schema: _schema,
    ...rules
  } = JSON.parse(readFileSync(join(root, 'biome.json'), 'utf8'));
  writeFileSync(join(folder, 'biome.json'), JSON.stringify(rules));
  for (const [path, imported] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), `import * as it from '${imported}';\n\nexport const used = it;\n`);
  }
  const biome = join(root, 'node_modules/@biomejs/biome/bin/biome');
  const { stdout } = spawnSync(
    process.execPath,
    [biome, 'lint', '--reporter=github', '--max-diagnostics=none'],
    {
      cwd: folder,
      encoding: 'utf8',
    },
  );
  rmSync(folder, { recursive: true });
  const lines = stdout.split('\n').filter((line) => line.includes('noRestrictedImports'));
  return new Set([...files.keys()].filter((path) => lines.some((line) => line.includes(`/${path},`))));
}

test('rooms import only what the design allows', () => {
  const path = ([room]: string[], i: number): string => `${room}/made-up-${i}.ts`;
  const cases = [...forbidden, ...allowed];
  const files = new Map(cases.map((pair, i) => [path(pair, i), pair[1] ?? '']));
  const found = refused(files);
  const expected = forbidden.map(path);
  expect([...found].map((file) => `${file}: ${files.get(file)}`)).toEqual(
    expected.map((file) => `${file}: ${files.get(file)}`),
  );
});
