import type { KerasOptimizer } from '../../../optimizers/keras-optimizer.js';
import { NotCompiled } from '../../lower/index.js';
import { ruleUpdate } from './rule-updates.js';
import { stockUpdate } from './stock-updates.js';
import type { UpdateContext } from './update.js';

export type { Gradient } from './update.js';

/** Remembers where an optimizer stands before an update; gives what makes it stand there again. */
export function keepProgress(optimizer: object): () => void {
  if ('keepProgress' in optimizer) return (optimizer as KerasOptimizer).keepProgress();
  const counting = optimizer as { iterations_?: number };
  const before = counting.iterations_ ?? 0;
  return () => {
    counting.iterations_ = before;
  };
}

/**
 * Writes down what an optimizer does with gradients.
 *
 * @returns What it does in JavaScript after each step.
 * @throws NotCompiled for an optimizer that is not known here.
 */
export function updateOf(optimizer: { getClassName(): string }, context: UpdateContext): () => void {
  const after = stockUpdate(optimizer, context) ?? ruleUpdate(optimizer, context);
  if (after) return after;
  const name = optimizer.getClassName();
  throw new NotCompiled(`the optimizer ${name}`, `${name} 옵티마이저`);
}
