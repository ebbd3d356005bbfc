import type { KerasOptimizer } from './keras-optimizer.js';
import type { LearningRateSchedule } from './learning-rate-schedule.js';
import type {
  CosineDecayOptions,
  CosineDecayRestartsOptions,
  DecayOptions,
  PiecewiseOptions,
  PolynomialDecayOptions,
} from './learning-rate-schedules.js';
import type { OptimizerOptions } from './shared-options.js';

interface AdamOptions extends OptimizerOptions {
  beta1?: number;
  beta2?: number;
  epsilon?: number;
  /** Divides by the largest of the sizes so far. */
  amsgrad?: boolean;
}

type MomentOptions = Omit<AdamOptions, 'amsgrad'>;

interface FtrlOptions extends OptimizerOptions {
  learningRatePower?: number;
  initialAccumulatorValue?: number;
  l1RegularizationStrength?: number;
  l2RegularizationStrength?: number;
  l2ShrinkageRegularizationStrength?: number;
  beta?: number;
}

/**
 * What `tf.train` has besides: the optimizers of Keras 3, with its options, defaults and formulas, and its learning-rate
 * schedules. With numbers alone, as in `tf.train.adam(0.001)`, those that TensorFlow.js has are TensorFlow.js' own.
 */
export interface KerasTrain {
  /** Stochastic gradient descent: `tf.train.sgd({ learningRate: 0.01, momentum: 0.9, nesterov: true })`. */
  sgd(options: OptimizerOptions & { momentum?: number; nesterov?: boolean }): KerasOptimizer;
  rmsprop(
    options: OptimizerOptions & { rho?: number; momentum?: number; epsilon?: number; centered?: boolean },
  ): KerasOptimizer;
  adagrad(options: OptimizerOptions & { initialAccumulatorValue?: number; epsilon?: number }): KerasOptimizer;
  adadelta(options: OptimizerOptions & { rho?: number; epsilon?: number }): KerasOptimizer;
  adam(options: AdamOptions): KerasOptimizer;
  adamax(options: MomentOptions): KerasOptimizer;
  /** Adam whose weights shrink a little before each update: `tf.train.adamw({ weightDecay: 0.004 })`. */
  adamw(options?: AdamOptions): KerasOptimizer;
  adamw(
    learningRate: number,
    beta1?: number,
    beta2?: number,
    epsilon?: number,
    amsgrad?: boolean,
  ): KerasOptimizer;
  /** Adam with Nesterov's momentum. */
  nadam(options?: MomentOptions): KerasOptimizer;
  nadam(learningRate: number, beta1?: number, beta2?: number, epsilon?: number): KerasOptimizer;
  lion(options?: OptimizerOptions & { beta1?: number; beta2?: number }): KerasOptimizer;
  lion(learningRate: number, beta1?: number, beta2?: number): KerasOptimizer;
  ftrl(options?: FtrlOptions): KerasOptimizer;
  ftrl(learningRate: number): KerasOptimizer;

  /** initial · decayRate^(update ⁄ decaySteps) */
  exponentialDecay(options: DecayOptions): LearningRateSchedule;
  exponentialDecay(
    initialLearningRate: number,
    decaySteps: number,
    decayRate: number,
    staircase?: boolean,
  ): LearningRateSchedule;
  /** initial ⁄ (1 + decayRate · update ⁄ decaySteps) */
  inverseTimeDecay(options: DecayOptions): LearningRateSchedule;
  inverseTimeDecay(
    initialLearningRate: number,
    decaySteps: number,
    decayRate: number,
    staircase?: boolean,
  ): LearningRateSchedule;
  /** One value up to each boundary, and one from there. */
  piecewiseConstantDecay(options: PiecewiseOptions): LearningRateSchedule;
  piecewiseConstantDecay(boundaries: readonly number[], values: readonly number[]): LearningRateSchedule;
  polynomialDecay(options: PolynomialDecayOptions): LearningRateSchedule;
  polynomialDecay(
    initialLearningRate: number,
    decaySteps: number,
    endLearningRate?: number,
    power?: number,
    cycle?: boolean,
  ): LearningRateSchedule;
  /** Half a cosine from the first rate down to its share `alpha`, after a rise where one is wanted. */
  cosineDecay(options: CosineDecayOptions): LearningRateSchedule;
  cosineDecay(initialLearningRate: number, decaySteps: number, alpha?: number): LearningRateSchedule;
  cosineDecayRestarts(options: CosineDecayRestartsOptions): LearningRateSchedule;
  cosineDecayRestarts(
    initialLearningRate: number,
    firstDecaySteps: number,
    tMul?: number,
    mMul?: number,
    alpha?: number,
  ): LearningRateSchedule;
}
