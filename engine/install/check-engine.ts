import { say } from '../../words/index.js';
import type { ProbeResult } from '../probe.js';
import { runProgram, whyFailed } from './run-program.js';

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
  const end = await runProgram(process.execPath, args, { signal });
  const line = end.stdout.split('\n').find((candidate) => candidate.startsWith('{"label"'));
  if (!end.ok || !line) return { ok: false, reason: whyFailed(end) };
  const found = JSON.parse(line) as Extract<EngineCheck, { ok: true }>;
  if (found.result.trains) return { ...found, ok: true };
  const losses = JSON.stringify(found.result.cases);
  return {
    ok: false,
    reason: say(`its loss does not fall: ${losses}`, `손실이 줄지 않습니다: ${losses}`),
  };
}
