import type { Variable } from '@tensorflow/tfjs-core';
import type { KerasOptimizer, OptimizerParts, UpdateProgress } from '../../../optimizers/keras-optimizer.js';
import type { WeightState } from '../../../optimizers/update-rule.js';
import { NotCompiled } from '../../lower/index.js';
import { adamRules } from './adam-rules.js';
import { adaptiveRules } from './adaptive-rules.js';
import { clipped } from './clipping.js';
import { plainRules } from './plain-rules.js';
import type { CompiledRule, Rules } from './rule.js';
import { Arithmetic, type UpdateContext } from './update.js';

const RULES: Rules = { ...plainRules, ...adamRules, ...adaptiveRules };

/** The optimizers of Keras. Undefined for what is none, or has no rule here. */
export function ruleUpdate(given: object, context: UpdateContext): (() => void) | undefined {
  if (!('parts' in given)) return undefined;
  const optimizer = given as KerasOptimizer;
  const rule = RULES[optimizer.getClassName()];
  return rule && new RuleUpdate(optimizer, rule, context).write();
}

class RuleUpdate {
  private readonly a: Arithmetic;
  private readonly parts: OptimizerParts;
  /** Whether this step updates; undefined where each one does. */
  private readonly due: number | undefined;

  constructor(
    private readonly optimizer: KerasOptimizer,
    private readonly rule: CompiledRule,
    private readonly context: UpdateContext,
  ) {
    const { graph, gradients, setting } = context;
    this.a = new Arithmetic(graph);
    this.parts = optimizer.parts(gradients.map(({ variable }) => variable));
    if (this.parts.shared.gradientAccumulationSteps)
      this.due = setting(() => (this.parts.progress().due ? 1 : 0));
  }

  write(): () => void {
    const { parts, optimizer } = this;
    const gradients = clipped(this.a, this.accumulated(), parts.shared);
    this.update(gradients);
    if (parts.shared.useEma) this.keepAverages();
    return () => optimizer.countUpdate();
  }

  /** The gradients of this step, or the mean of those of the last. */
  private accumulated(): readonly number[] {
    const { a, due, context, parts } = this;
    const steps = parts.shared.gradientAccumulationSteps;
    return context.gradients.map(({ gradient }, i) => {
      if (due === undefined || !steps) return gradient;
      const kept = this.slot(i, 'gradientAccumulator');
      const sum = a.add(gradient, context.current(kept));
      context.write(kept, a.select(due, a.sub(sum, sum), sum));
      return a.div(sum, { constant: steps });
    });
  }

  private update(gradients: readonly number[]): void {
    const { a, rule, context, parts } = this;
    const { options, shared } = parts;
    const numbers = { rate: ({ rate }: UpdateProgress) => rate, ...rule.numbers?.(options) };
    const nodes = Object.fromEntries(
      Object.entries(numbers).map(([name, of]) => [name, context.setting(() => of(parts.progress()))]),
    );
    const { weightDecay } = shared;
    const decay = weightDecay ? context.setting(() => weightDecay * parts.progress().rate) : undefined;
    context.gradients.forEach(({ variable }, i) => {
      const before = context.current(variable);
      const value = rule.step(
        {
          a,
          gradient: gradients[i] as number,
          value: decay === undefined ? before : a.sub(before, a.mul(before, decay)),
          options,
          slot: (name) => context.current(this.slot(i, name)),
          keep: (name, next) => this.change(this.slot(i, name), next),
        },
        nodes,
      );
      this.change(variable, value);
    });
  }

  /** Writes a variable, where this step updates. */
  private change(variable: Variable, value: number): void {
    const { a, due, context } = this;
    context.write(variable, due === undefined ? value : a.select(due, value, context.current(variable)));
  }

  private keepAverages(): void {
    const { a, context, parts } = this;
    if (!context.complete)
      throw new NotCompiled('means of weights without a gradient', '기울기가 없는 가중치의 평균');
    const share = context.setting(() => parts.progress().emaShare);
    const rest = context.setting(() => 1 - parts.progress().emaShare);
    const overwrites =
      parts.shared.emaOverwriteFrequency === null
        ? undefined
        : context.setting(() => (parts.progress().overwrites ? 1 : 0));
    context.gradients.forEach(({ variable }, i) => {
      const kept = this.slot(i, 'average');
      const value = context.current(variable);
      const average = a.add(a.mul(context.current(kept), share), a.mul(value, rest));
      context.write(kept, average);
      if (overwrites !== undefined) context.write(variable, a.select(overwrites, average, value));
    });
  }

  private slot(weight: number, name: string): Variable {
    return (this.parts.states[weight] as WeightState)[name] as Variable;
  }
}
