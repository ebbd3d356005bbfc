import { say } from '../../words/index.js';
import { checkOptions, type Domain, domains, type Elsewhere } from '../options/index.js';
import type { TfNamespace } from '../tf-namespace.js';
import { layerOptions } from './layer-options.js';

type Namespace = Record<string, unknown>;
type Function = (...args: unknown[]) => unknown;

const { list, object, text } = domains;

/** Lets the functions of a namespace look through their options. */
function withCheckedOptions(
  namespace: object,
  prefix: string,
  optionsOf: (name: string) => Options | undefined,
): Namespace {
  const checked: Namespace = { ...namespace };
  for (const [name, original] of Object.entries(namespace)) {
    const options = typeof original === 'function' ? optionsOf(name) : undefined;
    if (!options) continue;
    const callee = `${prefix}.${name}`;
    const call: Function = (...given) => {
      checkCall(callee, given, options);
      return (original as Function)(...given);
    };
    checked[name] = Object.defineProperty(call, 'name', { value: name });
  }
  return checked;
}

interface Options {
  allowed: Readonly<Record<string, Domain>>;
  required: readonly string[];
  elsewhere?: Elsewhere;
}

function checkCall(
  callee: string,
  given: readonly unknown[],
  { allowed, required, elsewhere }: Options,
): void {
  const [options] = given;
  if (options !== undefined && options !== null) checkOptions(callee, options, allowed, elsewhere);
  for (const name of required) {
    const value = (options as Namespace | null | undefined)?.[name];
    if (value !== undefined && value !== null) continue;
    throw new TypeError(
      say(
        `${callee} needs ${name}: ${callee}({ ${required.map((one) => `${one}: …`).join(', ')} }).`,
        `${callee}에 ${name}이(가) 필요합니다: ${callee}({ ${required.map((one) => `${one}: …`).join(', ')} }).`,
      ),
    );
  }
}

/** What Keras calls otherwise in layers. */
const kerasLayers: Elsewhere = {
  input_dim: 'inputShape: [columns]',
  batch_shape: 'batchInputShape: [batch, …]',
  p: 'rate',
  prob: 'rate',
  keep_prob: [
    'It is the share that is dropped: rate: 0.3 keeps 0.7.',
    '끄는 비율입니다. rate: 0.3이면 0.7이 남습니다.',
  ],
  neurons: 'units',
  nodes: 'units',
  output_dim: 'units',
  init: 'kernelInitializer',
  W_regularizer: 'kernelRegularizer',
  kernel_size: 'kernelSize',
  pool_length: 'poolSize',
  nb_filter: 'filters',
  border_mode: 'padding',
  subsample: 'strides',
  return_seq: 'returnSequences',
  vocab_size: 'inputDim',
};

const models: Readonly<Record<string, Options>> = {
  sequential: { allowed: { layers: list, name: text }, required: [] },
  model: {
    allowed: { inputs: object, outputs: object, name: text },
    required: ['inputs', 'outputs'],
    elsewhere: { input: 'inputs', output: 'outputs' },
  },
  input: {
    allowed: { shape: list, batchShape: list, name: text, dtype: text, sparse: domains.boolean },
    required: [],
    elsewhere: { inputShape: 'shape', input_shape: 'shape' },
  },
};

const earlyStopping: Options = {
  allowed: {
    monitor: text,
    minDelta: domains.finite,
    patience: domains.count,
    verbose: domains.count,
    mode: domains.mode,
    baseline: domains.finite,
    restoreBestWeights: domains.boolean,
  },
  required: [],
};

/** The functions of the namespace that take options, looking through them. */
export function checkedNamespace(tf: TfNamespace): Partial<TfNamespace> {
  const layers = withCheckedOptions(tf.layers, 'tf.layers', (name) => {
    const options = layerOptions(name);
    return options && { ...options, elsewhere: kerasLayers };
  });
  const functions = withCheckedOptions(
    { sequential: tf.sequential, model: tf.model, input: tf.input },
    'tf',
    (name) => models[name],
  );
  return {
    ...functions,
    callbacks: withCheckedOptions(tf.callbacks, 'tf.callbacks', (name) =>
      name === 'earlyStopping' ? earlyStopping : undefined,
    ),
    layers,
  } as unknown as Partial<TfNamespace>;
}
