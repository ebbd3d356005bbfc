import { say } from '../words/index.js';

/** What an engine did with one small model. */
export interface ProbeCase {
  name: string;
  /** Loss before and after training. */
  first: number;
  last: number;
  msPerStep: number;
}

/** What compiled training steps did with a small model. */
export interface CompiledProbe {
  name: string;
  msPerStep: number;
  /** Why its steps run uncompiled, or what is wrong with them; undefined where they compile and learn the same. */
  trouble?: string;
}

/** Losses that lie further apart after these few steps come from more than rounding. */
const WITHIN = 0.02;

/** Trains a model once more with compiled steps, and compares what it has learnt. */
export async function probeCompiled(
  uncompiled: ProbeCase,
  train: () => Promise<ProbeCase>,
): Promise<CompiledProbe> {
  const { watchSteps } = await import('./compiled/index.js');
  const reasons = new Set<string>();
  let programs = 0;
  const unwatch = watchSteps(({ outcome }) => {
    if ('code' in outcome) programs += 1;
    else reasons.add(say(outcome.en, outcome.ko));
  });
  try {
    const { name, msPerStep, last } = await withCompiling(true, train);
    const [reason] = reasons;
    const trouble = reason ?? (programs === 0 ? notReached() : differs(last, uncompiled.last));
    return { name, msPerStep, ...(trouble !== undefined && { trouble }) };
  } finally {
    unwatch();
  }
}

/** Trains with compiled steps or without, whatever is set. */
export async function withCompiling<T>(on: boolean, train: () => Promise<T>): Promise<T> {
  const { isCompiling, setCompiling } = await import('./compiled/index.js');
  const before = isCompiling();
  setCompiling(on, { asked: false });
  try {
    return await train();
  } finally {
    setCompiling(before, { asked: false });
  }
}

const notReached = (): string => say('no step was compiled', '컴파일된 스텝이 없음');

function differs(compiled: number, uncompiled: number): string | undefined {
  if (Math.abs(compiled - uncompiled) <= WITHIN * Math.max(1, Math.abs(uncompiled))) return undefined;
  return say(
    `the loss is ${compiled} instead of ${uncompiled}`,
    `손실이 ${uncompiled}이어야 하는데 ${compiled}임`,
  );
}
