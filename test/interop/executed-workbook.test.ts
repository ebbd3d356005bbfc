import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { MAX_JSON_BYTES, MAX_SVG_BYTES, trainingPayloadSchema } from '../../protocol/index.js';
import { pythonWith } from '../../scripts/python-with.mjs';

const root = join(import.meta.dirname, '../..');
const MIME = 'application/vnd.epochbook.training.v1+json';
const python = pythonWith('nbformat');

interface Executed {
  cells: { cell_type: string; outputs?: { data?: Record<string, unknown>; text?: string[] }[] }[];
}

// The gate of the course: above it a network has learnt more than the sex-only rule (0.78 on these passengers).
const GATE = 0.79;

describe.each([
  ['en', /mean accuracy over 5 seeds: (\d\.\d+)/],
  ['ko', /시드 5개의 평균 정확도: (\d\.\d+)/],
])('workbooks/%s/titanic.ipynb, run on the command line', (language, accuracy) => {
  const folder = mkdtempSync(join(tmpdir(), 'epochbook-interop-'));
  const out = join(folder, 'out.ipynb');
  let notebook: Executed;
  let summary: { ok: boolean; durationMs: number; cells: { status: string }[] };

  beforeAll(() => {
    const cli = join(root, 'dist', 'cli.js');
    const workbook = join(root, 'workbooks', language, 'titanic.ipynb');
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      [cli, 'run', workbook, '--out', out, '--json'],
      {
        encoding: 'utf8',
      },
    );
    expect(status, stderr).toBe(0);
    summary = JSON.parse(stdout) as typeof summary;
    notebook = JSON.parse(readFileSync(out, 'utf8')) as Executed;
  });
  afterAll(() => {
    rmSync(folder, { recursive: true, force: true });
    rmSync(join(root, 'workbooks', language, '.epochbook'), { recursive: true, force: true });
  });

  const outputs = () => notebook.cells.flatMap((cell) => cell.outputs ?? []);

  test('every cell succeeds, within a minute', () => {
    expect(summary.ok).toBe(true);
    expect(new Set(summary.cells.map(({ status }) => status))).toEqual(new Set(['ok']));
    expect(summary.durationMs).toBeLessThan(60_000);
  });

  test('its accuracy passes the gate', () => {
    const text = outputs()
      .flatMap((output) => output.text ?? [])
      .join('');
    expect(Number(accuracy.exec(text)?.[1])).toBeGreaterThanOrEqual(GATE);
  });

  test('each training output has the three forms, valid and within their limits', () => {
    const trainings = outputs().flatMap(({ data }) => (data && MIME in data ? [data] : []));
    expect(trainings.length).toBe(6);
    for (const data of trainings) {
      expect(parse(trainingPayloadSchema, data[MIME])).toMatchObject({ kind: 'run', status: 'completed' });
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
