/** An optimizer of Keras with options, in the spelling of TensorFlow.js. */
export interface OptimizerCase {
  name: string;
  className: string;
  config: Readonly<Record<string, unknown>>;
}

const rates = {
  SGD: 0.1,
  Adam: 0.05,
  AdamW: 0.05,
  Adamax: 0.05,
  Nadam: 0.05,
  RMSprop: 0.05,
  Adagrad: 0.2,
  Adadelta: 0.5,
  Lion: 0.02,
  Ftrl: 0.1,
} as const;

const of = (
  className: keyof typeof rates,
  options: object = {},
  name = JSON.stringify(options),
): OptimizerCase => ({
  name: `${className} ${name}`,
  className,
  config: { learningRate: rates[className], ...options },
});

const shared: readonly object[] = [
  {},
  { weightDecay: 0.1 },
  { clipnorm: 0.3 },
  { clipvalue: 0.1 },
  { globalClipnorm: 0.3 },
  { useEma: true, emaMomentum: 0.8, emaOverwriteFrequency: 3 },
  { useEma: true, emaMomentum: 0.8 },
  { gradientAccumulationSteps: 3 },
];

const schedules: readonly [className: string, config: object][] = [
  ['ExponentialDecay', { initialLearningRate: 0.2, decaySteps: 5, decayRate: 0.5 }],
  ['ExponentialDecay', { initialLearningRate: 0.2, decaySteps: 5, decayRate: 0.5, staircase: true }],
  ['InverseTimeDecay', { initialLearningRate: 0.2, decaySteps: 5, decayRate: 0.5 }],
  ['InverseTimeDecay', { initialLearningRate: 0.2, decaySteps: 5, decayRate: 0.5, staircase: true }],
  ['PiecewiseConstantDecay', { boundaries: [3, 9], values: [0.2, 0.1, 0.02] }],
  ['PolynomialDecay', { initialLearningRate: 0.2, decaySteps: 8, endLearningRate: 0.01, power: 2 }],
  ['PolynomialDecay', { initialLearningRate: 0.2, decaySteps: 6, cycle: true }],
  ['CosineDecay', { initialLearningRate: 0.2, decaySteps: 12, alpha: 0.1 }],
  ['CosineDecay', { initialLearningRate: 0.01, decaySteps: 12, warmupTarget: 0.2, warmupSteps: 5 }],
  ['CosineDecayRestarts', { initialLearningRate: 0.2, firstDecaySteps: 4 }],
  ['CosineDecayRestarts', { initialLearningRate: 0.2, firstDecaySteps: 4, tMul: 1, mMul: 0.5, alpha: 0.1 }],
];

const all: object = {
  weightDecay: 0.1,
  clipvalue: 0.2,
  gradientAccumulationSteps: 2,
  useEma: true,
  emaMomentum: 0.8,
  emaOverwriteFrequency: 3,
};

export const optimizerCases: readonly OptimizerCase[] = [
  ...(Object.keys(rates) as (keyof typeof rates)[]).flatMap((className) =>
    (className === 'SGD' || className === 'Adam' ? shared : [{}, all]).map((options) =>
      of(className, options),
    ),
  ),
  of('SGD', { momentum: 0.9 }),
  of('SGD', { momentum: 0.9, nesterov: true }),
  of('SGD', { momentum: 0.9, weightDecay: 0.1, clipvalue: 0.2 }),
  of('Adam', { amsgrad: true }),
  of('Adam', { beta1: 0.5, beta2: 0.8, epsilon: 0.01 }),
  of('AdamW', { weightDecay: 0.2, amsgrad: true }),
  of('Adamax', { beta1: 0.5, epsilon: 0.1 }),
  of('Nadam', { beta1: 0.5, beta2: 0.9, epsilon: 0.01 }),
  of('Nadam', { gradientAccumulationSteps: 2, useEma: true }),
  of('RMSprop', { momentum: 0.5 }),
  of('RMSprop', { rho: 0.5, centered: true, epsilon: 0.01 }),
  of('RMSprop', { momentum: 0.5, centered: true, epsilon: 0.01 }),
  of('Adagrad', { initialAccumulatorValue: 0, epsilon: 0.01 }),
  of('Adadelta', { rho: 0.5, epsilon: 0.001 }),
  of('Lion', { beta1: 0.5, beta2: 0.6 }),
  of('Ftrl', { l1RegularizationStrength: 0.01, l2RegularizationStrength: 0.1, beta: 0.1 }),
  of('Ftrl', { l2ShrinkageRegularizationStrength: 0.1, learningRatePower: -0.8 }),
  ...schedules.map(([className, config]): OptimizerCase => {
    const options = JSON.stringify(config);
    return {
      name: `SGD with ${className} ${options}`,
      className: 'SGD',
      config: { learningRate: { className, config }, momentum: 0.5 },
    };
  }),
];

export const STEPS = 20;

/** A dense layer of 3 inputs and 2 outputs. The last input is seldom there: its weights have no gradient in most steps. */
export const problem = {
  kernel: [
    [0.5, -0.4],
    [0.1, 0.8],
    [-0.7, 0.3],
  ],
  bias: [0.1, -0.2],
  /** Batches of four, one after the other, again and again. */
  x: [
    [
      [0.2, -1.1, 0],
      [1.3, 0.4, 0],
      [-0.6, 0.9, 0],
      [0.8, -0.3, 0],
    ],
    [
      [-1.2, 0.1, 0],
      [0.5, 0.6, 0],
      [0.3, -0.8, 1.5],
      [-0.1, 1.4, 0],
    ],
    [
      [0.9, 0.7, 0],
      [-0.4, -0.5, 0],
      [1.1, -1.3, 0],
      [0.6, 0.2, 0],
    ],
  ],
  y: [
    [
      [1, 0],
      [0, 1],
      [0.5, 0.5],
      [-1, 0.2],
    ],
    [
      [0.3, -0.6],
      [1.2, 0.4],
      [0, 0],
      [0.7, -0.9],
    ],
    [
      [-0.2, 0.8],
      [0.6, 0.1],
      [0.4, -0.3],
      [1, 1],
    ],
  ],
} as const;
