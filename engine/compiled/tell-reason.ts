import { say } from '../../words/index.js';
import type { NotCompiled } from './lower/index.js';

const told = new WeakMap<object, Set<string>>();

/** Says once for each model and reason why its steps run uncompiled. */
export function tellReason(model: object, { en, ko }: NotCompiled): void {
  const before = told.get(model) ?? new Set();
  told.set(model, before);
  if (before.has(en)) return;
  before.add(en);
  console.warn(say(`The training runs uncompiled: ${en}.`, `학습을 컴파일하지 않고 실행합니다: ${ko}.`));
}
