import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Locale, OutputOp } from '../../protocol/index.js';
import { endRunLog } from './end-run-log.js';
import type { RunningOutputs } from './running-outputs.js';

interface Settling {
  /** The notebook's folder. */
  folder: string;
  /** The kernel host's script: beside it lies what draws. */
  host: string;
  locale: Locale;
  /** What ended the kernel. */
  why: string;
}

/** After the end of a kernel: its runs that went on are lost, on disk and, by `put`, in each form of their outputs. */
export async function settleRuns(
  running: RunningOutputs,
  { folder, host, locale, why }: Settling,
  put: (cell: string, op: OutputOp) => void,
): Promise<void> {
  const outputs = running.all();
  if (outputs.length === 0) return;
  for (const { id } of running.runs()) endRunLog(folder, id, why);
  const drawing = join(dirname(host), 'lost.cjs');
  const { lostForms } = createRequire(drawing)(drawing) as typeof import('../lost.js');
  for (const { cell, id, data } of outputs)
    put(cell, { kind: 'update', id, data: await lostForms(data, why, locale) });
}
