import { say } from '../../words/index.js';
import type { NotCompiled } from './lower/index.js';
import { isAskedFor } from './switch.js';

/** Milliseconds of training after which it matters to those who have not asked for compiled steps. */
const MATTERS_MS = 10_000;

/** By model and reason, how long its steps have taken, in milliseconds; Infinity once it was told. */
const times = new WeakMap<object, Map<string, number>>();

/**
 * Says once for each model and reason why its steps run uncompiled: at once where compiling was asked for, else when they have
 * taken so long that it is worth a word.
 *
 * @param ms How long a step has taken, in milliseconds.
 */
export function tellReason(model: object, { en, ko }: NotCompiled, ms: number): void {
  const ofModel = times.get(model) ?? new Map<string, number>();
  times.set(model, ofModel);
  const time = (ofModel.get(en) ?? 0) + ms;
  const isTime = time < Number.POSITIVE_INFINITY && (isAskedFor() || time >= MATTERS_MS);
  ofModel.set(en, isTime ? Number.POSITIVE_INFINITY : time);
  if (!isTime) return;
  console.warn(say(`The training runs uncompiled: ${en}.`, `학습을 컴파일하지 않고 실행합니다: ${ko}.`));
}
