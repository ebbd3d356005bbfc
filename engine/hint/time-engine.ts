import { runProgram, whyFailed } from '../install/run-program.js';
import type { HumbleLimits } from './humble-process.js';
import type { ModelPlan } from './model-plan.js';
import type { ModelTiming } from './step-watch.js';

/** What `epochbook engine probe ENGINE --model` reads from its input, as one line of JSON. */
export interface ModelProbe {
  plan: ModelPlan;
  limits: HumbleLimits;
}

export type EngineTimingResult = { ok: true; timing: ModelTiming } | { ok: false; reason: string };

interface TimeEngineOptions {
  /** The command line's script, which does the work in the new process. */
  cli: string;
  /** `embedded`, or the folder of a tfjs-node package. */
  engine: string;
  plan: ModelPlan;
  limits: Omit<HumbleLimits, 'parent'>;
  signal: AbortSignal;
}

/**
 * Times the steps of a model on one engine, in a process of its own that stands back behind all others and does not outlive
 * this one.
 *
 * @throws InstallCancelled when the signal ends it.
 */
export async function timeEngine(options: TimeEngineOptions): Promise<EngineTimingResult> {
  const { cli, engine, plan, limits, signal } = options;
  const probe: ModelProbe = { plan, limits: { ...limits, parent: process.pid } };
  const args = ['--no-warnings', cli, 'engine', 'probe', engine, '--model'];
  const end = await runProgram(process.execPath, args, {
    signal,
    input: `${JSON.stringify(probe)}\n`,
  });
  const line = end.stdout.split('\n').find((candidate) => candidate.startsWith('{"label"'));
  if (!end.ok || !line) return { ok: false, reason: whyFailed(end) };
  const { timing } = JSON.parse(line) as { timing: ModelTiming };
  return { ok: true, timing };
}
