/** What layers take by a name. */
export type Kind = 'activation' | 'initializer' | 'regularizer' | 'constraint';

/** The factory in TensorFlow.js, `tf.initializers.…` and so on, or an activation's name, of each name that Keras has for it. */
const NAMES: Record<Kind, Record<string, readonly string[]>> = {
  activation: {
    elu: [],
    relu: [],
    relu6: [],
    selu: [],
    celu: [],
    leakyRelu: [],
    linear: [],
    sigmoid: [],
    hardSigmoid: [],
    softmax: [],
    logSoftmax: [],
    softplus: [],
    softsign: [],
    tanh: [],
    exponential: [],
    gelu: [],
    geluNew: [],
    mish: [],
    swish: ['silu'],
    hardSilu: ['hardSwish', 'hard_swish'],
    hardTanh: [],
    hardShrink: [],
    softShrink: [],
    tanhShrink: [],
    logSigmoid: [],
    squareplus: [],
    sparseSigmoid: [],
    sparsePlus: [],
  },
  initializer: {
    zeros: ['zero'],
    ones: ['one'],
    constant: [],
    randomUniform: ['uniform'],
    randomNormal: ['normal'],
    truncatedNormal: [],
    identity: ['IdentityInitializer'],
    varianceScaling: [],
    glorotUniform: [],
    glorotNormal: [],
    heUniform: [],
    heNormal: [],
    leCunUniform: ['lecunUniform', 'lecun_uniform', 'LecunUniform'],
    leCunNormal: ['lecunNormal', 'lecun_normal', 'LecunNormal'],
    orthogonal: ['OrthogonalInitializer'],
  },
  regularizer: { l1: ['L1'], l2: ['L2'], l1l2: ['L1L2', 'l1_l2'] },
  constraint: { maxNorm: [], minMaxNorm: [], nonNeg: [], unitNorm: [] },
};

const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const pascal = (name: string): string => name.replace(/^./, (letter) => letter.toUpperCase());

/** Keras has no classes of activations: "Relu" is none of its names. */
const spellings = (kind: Kind, name: string, others: readonly string[]): string[] => [
  name,
  snake(name),
  ...(kind === 'activation' || kind === 'regularizer' ? [] : [pascal(name)]),
  ...others,
];

const LOOKUP = Object.fromEntries(
  Object.entries(NAMES).map(([kind, names]) => [
    kind,
    new Map(
      Object.entries(names).flatMap(([name, others]) =>
        spellings(kind as Kind, name, others).map((spelling) => [spelling, name] as const),
      ),
    ),
  ]),
) as Record<Kind, Map<string, string>>;

/** The name in TensorFlow.js for one of Keras or of TensorFlow.js; undefined for one that neither has. */
export const knownName = (kind: Kind, name: string): string | undefined => LOOKUP[kind].get(name);

/** All names of a kind, in every spelling. */
export const namesOf = (kind: Kind): Iterable<string> => LOOKUP[kind].keys();
