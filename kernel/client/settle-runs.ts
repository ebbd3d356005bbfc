import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { type Json, type Locale, type MimeBundle, type OutputOp, pictureMime } from '../../protocol/index.js';
import { type RunEnding, type RunsPayload, withEndings } from '../run-ending.js';
import { endRunLog } from './end-run-log.js';
import type { RunningOutputs } from './running-outputs.js';

const TRAINING = pictureMime('training');

/** Within which what is told at once has gone to the views, before the drawing is loaded, which holds up this thread. */
const TELL_MS = 300;

interface Settling {
  /** The notebook's, and those it had while this kernel ran. */
  folders: readonly string[];
  /** The kernel host's script: beside it lies what draws. */
  host: string;
  locale: Locale;
  /** How the runs ended that went on. */
  ending: RunEnding;
}

/** After the end of a kernel: its runs that went on are lost, on disk and, by `put`, in each form of their outputs. */
export async function settleRuns(
  running: RunningOutputs,
  { folders, host, locale, ending }: Settling,
  put: (cell: string, op: OutputOp) => void,
): Promise<void> {
  const outputs = running.all();
  if (outputs.length === 0) return;
  const endings = endingsOf(running, ending);
  const unwritten = endLogs([...endings.keys()], folders, ending);
  for (const { cell, id, data } of outputs)
    put(cell, { kind: 'update', id, data: toldAtOnce(data, endings) });
  await new Promise((resolve) => setTimeout(resolve, TELL_MS));
  for (const { cell, id, data } of outputs)
    put(cell, { kind: 'update', id, data: await drawSettled(host, data, endings, locale) });
  if (unwritten) throw unwritten;
}

/** @returns What kept a log from being written: the outputs are to tell of the end all the same. */
function endLogs(ids: readonly string[], folders: readonly string[], ending: RunEnding): Error | undefined {
  let unwritten: Error | undefined;
  for (const id of ids)
    for (const folder of folders)
      try {
        endRunLog(folder, id, ending);
      } catch (error) {
        unwritten ??= error as Error;
      }
  return unwritten;
}

export const endingsOf = (running: RunningOutputs, ending: RunEnding): Map<string, RunEnding> =>
  new Map(running.runs().map(({ id }) => [id, ending]));

/** What a live view shows of a run needs no drawing of ours, which takes a moment to load; the other forms are to follow. */
export function toldAtOnce(data: MimeBundle, endings: ReadonlyMap<string, RunEnding>): MimeBundle {
  if (!(TRAINING in data)) return data;
  const told = withEndings(data[TRAINING] as RunsPayload, endings, true);
  return { ...data, [TRAINING]: told as unknown as Json };
}

/**
 * Draws an output anew with the ends of its runs.
 *
 * @param host The kernel host's script: beside it lies what draws.
 * @param folder The notebook's, where runs may be stored more fully than in the output.
 */
export function drawSettled(
  host: string,
  data: MimeBundle,
  endings: ReadonlyMap<string, RunEnding>,
  locale: Locale,
  folder?: string,
): Promise<MimeBundle> {
  const drawing = join(dirname(host), 'lost.cjs');
  const { settledForms } = createRequire(drawing)(drawing) as typeof import('../lost.js');
  return settledForms(data, endings, locale, folder);
}
