import type { ProbeResult } from '../probe.js';
import { lastLines, runProgram } from './run-program.js';

/** What an engine did in a process of its own: which one it is and how it trained, or why it did not. */
export type EngineCheck =
  | { ok: true; label: string; version: string; peakMegabytes: number; result: ProbeResult }
  | { ok: false; reason: string };

/**
 * Loads an engine in a process of its own and trains small models with it.
 *
 * @param cli the command line's script, which does the work in the new process.
 * @param engine `embedded`, or the folder of a tfjs-node package.
 */
export async function checkEngine(cli: string, engine: string, signal?: AbortSignal): Promise<EngineCheck> {
  const args = ['--no-warnings', cli, 'engine', 'probe', engine];
  const { ok, stdout, output } = await runProgram(process.execPath, args, { signal });
  const line = stdout.split('\n').find((candidate) => candidate.startsWith('{"label"'));
  if (!ok || !line) return { ok: false, reason: lastLines(output) || 'it ended without a word' };
  const found = JSON.parse(line) as Extract<EngineCheck, { ok: true }>;
  if (found.result.trains) return { ...found, ok: true };
  return { ok: false, reason: `its loss does not fall: ${JSON.stringify(found.result.cases)}` };
}
