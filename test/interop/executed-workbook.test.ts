import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'valibot';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { findNative } from '../../kernel/engines/native/find-native.js';
import { MAX_JSON_BYTES, MAX_SVG_BYTES, trainingPayloadSchema } from '../../protocol/index.js';
import { testStorage } from '../../scripts/provide-engine.mjs';
import { pythonWith } from '../../scripts/python-with.mjs';

const root = join(import.meta.dirname, '../..');
const MIME = 'application/vnd.epochbook.training.v1+json';
const python = pythonWith('nbformat');

interface Executed {
  cells: { cell_type: string; outputs?: { data?: Record<string, unknown>; text?: string[] }[] }[];
}

// The gate of the course: above it a network has learnt more than the sex-only rule (0.78 on these passengers).
const GATE = 0.79;

const accuracies = {
  en: /mean accuracy over 5 seeds: (\d\.\d+)/,
  ko: /시드 5개의 평균 정확도: (\d\.\d+)/,
};
const storage = testStorage();
const hasNative = findNative({ storage }).length > 0;
const missing = `no native engine in ${storage}; "node scripts/provide-engine.mjs" installs it`;

describe.each([
  ['en', 'embedded', ''],
  ['en', 'native', hasNative ? '' : missing],
  ['ko', 'embedded', ''],
] as const)('epochbook run workbooks/%s/titanic.ipynb --engine %s', (language, engine, reason) => {
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-interop-'));
  const out = join(folder, 'out.ipynb');
  let notebook: Executed;
  let summary: { ok: boolean; cells: { status: string }[] };

  beforeAll(() => {
    if (reason) return;
    const cli = join(root, 'dist', 'cli.js');
    const workbook = join(root, 'workbooks', language, 'titanic.ipynb');
    const args = [cli, 'run', workbook, '--engine', engine, '--out', out, '--json'];
    const { status, stdout, stderr } = spawnSync(process.execPath, args, {
      encoding: 'utf8',
      env: { ...process.env, EPOCHBOOK_STORAGE: storage },
    });
    expect(status, stderr).toBe(0);
    summary = JSON.parse(stdout) as typeof summary;
    notebook = JSON.parse(readFileSync(out, 'utf8')) as Executed;
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    rmSync(join(root, 'workbooks', language, '.epochbook'), { recursive: true, force: true });
  });

  const outputs = () => notebook.cells.flatMap((cell) => cell.outputs ?? []);

  beforeEach(({ skip }) => skip(reason !== '', reason));

  test('every cell succeeds', () => {
    expect(summary.ok).toBe(true);
    expect(new Set(summary.cells.map(({ status }) => status))).toEqual(new Set(['ok']));
  });

  test('its accuracy passes the gate', () => {
    const text = outputs()
      .flatMap((output) => output.text ?? [])
      .join('');
    expect(Number(accuracies[language].exec(text)?.[1])).toBeGreaterThanOrEqual(GATE);
  });

  test('each training output is of this engine and has the three forms, valid and within their limits', () => {
    const trainings = outputs().flatMap(({ data }) => (data && MIME in data ? [data] : []));
    expect(trainings.length).toBe(6);
    for (const data of trainings) {
      expect(parse(trainingPayloadSchema, data[MIME])).toMatchObject({
        kind: 'run',
        status: 'completed',
        engine: { name: engine },
      });
      expect(Buffer.byteLength(JSON.stringify(data[MIME]))).toBeLessThanOrEqual(MAX_JSON_BYTES);
      const svg = (data['image/svg+xml'] as string[]).join('');
      expect(svg).toMatch(/^<svg[\s\S]*<\/svg>\s*$/);
      expect(Buffer.byteLength(svg)).toBeLessThanOrEqual(MAX_SVG_BYTES);
      expect((data['text/plain'] as string[]).join('')).toContain('val_loss');
    }
  });

  test('is valid by nbformat itself', ({ skip }) => {
    if (!python) return skip('no Python with nbformat here');
    const program =
      'import sys, nbformat; nbformat.validate(nbformat.read(sys.argv[1], as_version=nbformat.NO_CONVERT))';
    const { status, stderr } = spawnSync(python, ['-W', 'error', '-c', program, out], { encoding: 'utf8' });
    expect(stderr).toBe('');
    expect(status).toBe(0);
  });
});
