import type { Optimizer, Tensor, Variable } from '@tensorflow/tfjs-core';
import { say } from '../../words/index.js';
import type { TfNamespace } from '../tf-namespace.js';
import { clipGradients } from './clip-gradients.js';
import type { KerasOptimizer, OptimizerParts, UpdateProgress } from './keras-optimizer.js';
import { isSchedule, type RateSource } from './learning-rate-schedule.js';
import { OptimizerState } from './optimizer-state.js';
import { readOptions } from './read-options.js';
import { checkClipping, type ReadShared, sharedConfig, sharedKinds } from './shared-options.js';
import type { OwnOptions, UpdateRule, WeightState } from './update-rule.js';

type Gradients = Parameters<Optimizer['applyGradients']>[0];
type NamedTensors = Awaited<ReturnType<Optimizer['getWeights']>>;
type Make = (given: readonly unknown[]) => KerasOptimizer;

const AVERAGE = 'average';
const ACCUMULATED = 'gradientAccumulator';

/**
 * Makes optimizers of a rule.
 *
 * @returns The constructor, of options by name, or of a learning rate and the rule's own options in order.
 */
export function optimizerOf(tf: TfNamespace, rule: UpdateRule): Make {
  const { className } = rule;
  const ownKinds = Object.fromEntries(
    Object.entries(rule.defaults).map(([name, value]) => [
      name,
      typeof value === 'boolean' ? { kind: 'boolean' as const, value } : { kind: 'number' as const, value },
    ]),
  );
  const kinds = {
    learningRate: { kind: 'rate' as const, value: rule.learningRate },
    ...ownKinds,
    ...sharedKinds(rule.weightDecay ?? null),
  };

  class OfRule extends tf.Optimizer implements KerasOptimizer {
    private readonly own: OwnOptions;
    private readonly shared: ReadShared;
    private readonly state: OptimizerState;
    private rate: number | RateSource;
    /** Of `rule.nextShared`. */
    private sharedNumber = 1;
    /** As it was last listed. */
    private sharedTensor: Tensor | undefined;

    constructor(given: readonly unknown[]) {
      super();
      const { learningRate, ...options } = readOptions(className, kinds, given, isSchedule);
      this.rate = learningRate as number | RateSource;
      this.own = Object.fromEntries(
        Object.keys(rule.defaults).map((name) => [name, options[name]]),
      ) as OwnOptions;
      const names = Object.keys(sharedKinds(null));
      this.shared = Object.fromEntries(names.map((name) => [name, options[name]])) as unknown as ReadShared;
      checkClipping(className, this.shared);
      this.state = new OptimizerState(tf, [
        ...(this.shared.useEma ? [{ [AVERAGE]: 0 }] : []),
        ...(this.shared.gradientAccumulationSteps ? [{ [ACCUMULATED]: 0 }] : []),
        ...rule.slots(this.own),
      ]);
    }

    static get className(): string {
      return className;
    }

    override getClassName(): string {
      return className;
    }

    get schedule(): RateSource | undefined {
      return typeof this.rate === 'number' ? undefined : this.rate;
    }

    get learningRate(): number {
      return typeof this.rate === 'number' ? this.rate : this.rate.rateAt(this.iterations);
    }

    set learningRate(rate: number) {
      const { schedule } = this;
      if (schedule)
        throw new TypeError(
          say(
            `The learning rate of this ${className} follows its ${schedule.getClassName()} and cannot be set. Give the optimizer a number instead, or leave out what sets the rate (LearningRateScheduler, ReduceLROnPlateau).`,
            `이 ${className}의 학습률은 ${schedule.getClassName()} 스케줄을 따르므로 바꿀 수 없습니다. 옵티마이저에 숫자를 주거나, 학습률을 바꾸는 콜백(LearningRateScheduler, ReduceLROnPlateau)을 빼세요.`,
          ),
        );
      this.rate = rate;
    }

    /** Updates that were made; where gradients are added up, fewer than batches. */
    private get updates(): number {
      return Math.floor(this.iterations / (this.shared.gradientAccumulationSteps ?? 1));
    }

    override applyGradients(given: Gradients): void {
      const named = Array.isArray(given)
        ? given
        : Object.entries(given).map(([name, tensor]) => ({ name, tensor: tensor as Tensor }));
      const { registeredVariables } = tf.engine();
      const variables = named.map(({ name }) => registeredVariables[name] as Variable);
      const states = this.state.of(variables);
      const moved = named.flatMap(({ tensor }, i) => (tensor == null ? [] : [i]));
      tf.tidy(() => {
        const of = <T>(list: readonly T[]): T[] => moved.map((i) => list[i] as T);
        const gradients = this.accumulated(
          of(named).map(({ tensor }) => tensor),
          of(states),
        );
        if (gradients) this.update(gradients, of(variables), of(states));
        if (this.shared.useEma) this.keepAverages(variables, states);
      });
      this.incrementIterations();
    }

    private progress(): UpdateProgress {
      const { gradientAccumulationSteps: steps, emaMomentum, emaOverwriteFrequency } = this.shared;
      const { updates, iterations, learningRate: rate } = this;
      const due = !steps || (iterations + 1) % steps === 0;
      const update = updates + 1;
      return {
        rate,
        update,
        due,
        shared:
          rule.nextShared && due ? rule.nextShared(this.sharedNumber, update, this.own) : this.sharedNumber,
        emaShare: updates === 0 ? 0 : emaMomentum,
        overwrites: emaOverwriteFrequency !== null && update % emaOverwriteFrequency === 0,
      };
    }

    countUpdate(): void {
      if (rule.nextShared) this.sharedNumber = this.progress().shared;
      this.incrementIterations();
    }

    keepProgress(): () => void {
      const { iterations_, sharedNumber } = this;
      return () => {
        Object.assign(this, { iterations_, sharedNumber });
      };
    }

    /** The mean of the gradients of the last batches; undefined while it is still being made. */
    private accumulated(
      gradients: readonly Tensor[],
      states: readonly WeightState[],
    ): readonly Tensor[] | undefined {
      const steps = this.shared.gradientAccumulationSteps;
      if (!steps) return gradients;
      const { due } = this.progress();
      const sums = gradients.map((gradient, i) => {
        const sum = states[i]?.[ACCUMULATED] as Variable;
        const next = tf.add(gradient, sum);
        sum.assign(due ? tf.zerosLike(sum) : next);
        return next;
      });
      return due ? sums.map((sum) => tf.div(sum, steps)) : undefined;
    }

    private update(
      given: readonly Tensor[],
      variables: readonly Variable[],
      states: readonly WeightState[],
    ): void {
      const gradients = clipGradients(tf, given, this.shared);
      const { rate, update, shared } = this.progress();
      this.sharedNumber = shared;
      const { weightDecay } = this.shared;
      variables.forEach((variable, i) => {
        const slots = states[i] as WeightState;
        const stepped = rule.step({
          gradient: gradients[i] as Tensor,
          value: weightDecay ? tf.sub(variable, tf.mul(variable, weightDecay * rate)) : variable,
          slots,
          rate,
          update,
          options: this.own,
          shared: this.sharedNumber,
        });
        for (const [name, value] of Object.entries(stepped.slots))
          if (value !== slots[name]) (slots[name] as Variable).assign(value);
        variable.assign(stepped.value);
      });
    }

    private keepAverages(variables: readonly Variable[], states: readonly WeightState[]): void {
      const { emaShare: share, overwrites } = this.progress();
      variables.forEach((variable, i) => {
        const average = (states[i] as WeightState)[AVERAGE] as Variable;
        average.assign(tf.add(tf.mul(average, share), tf.mul(variable, 1 - share)));
        if (overwrites) variable.assign(average.clone());
      });
    }

    finalizeVariableValues(variables: readonly Variable[]): void {
      if (!this.shared.useEma || this.iterations === 0) return;
      tf.tidy(() => {
        this.state.of(variables).forEach((state, i) => {
          variables[i]?.assign((state[AVERAGE] as Variable).clone());
        });
      });
    }

    build(variables: readonly Variable[]): void {
      this.state.of(variables);
    }

    parts(variables: readonly Variable[]): OptimizerParts {
      const states = this.state.of(variables);
      return { options: this.own, shared: this.shared, states, progress: () => this.progress() };
    }

    stateShapes(weights: readonly (readonly number[])[]): (readonly number[])[] {
      return [...this.state.shapes(weights), ...(rule.nextShared ? [[]] : [])];
    }

    override async getWeights(): Promise<NamedTensors> {
      this.sharedTensor?.dispose();
      this.sharedTensor = rule.nextShared && tf.keep(tf.scalar(this.sharedNumber));
      const shared = this.sharedTensor ? [{ name: 'shared', tensor: this.sharedTensor }] : [];
      return [await this.saveIterations(), ...this.state.list(), ...shared];
    }

    override async setWeights(weights: NamedTensors): Promise<void> {
      const rest = await this.extractIterations(weights);
      // Adds nothing to a state that was never made.
      const last = rule.nextShared ? rest.pop() : undefined;
      if (last) this.sharedNumber = Number((await last.tensor.data())[0]);
      this.state.give(rest);
    }

    override dispose(): void {
      this.sharedTensor?.dispose();
      this.sharedTensor = undefined;
      this.state.dispose();
    }

    getConfig(): Record<string, never> {
      const { schedule } = this;
      const learningRate = schedule
        ? { className: schedule.getClassName(), config: schedule.getConfig() }
        : this.learningRate;
      return { learningRate, ...this.own, ...sharedConfig(this.shared) } as unknown as Record<string, never>;
    }
  }
  return (given) => new OfRule(given);
}
