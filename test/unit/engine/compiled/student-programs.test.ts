import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel, Sequential } from '@tensorflow/tfjs-layers';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { setCompiling } from '../../../../engine/compiled/index.js';
import type { TfNamespace } from '../../../../kernel/engine.js';
import { seed } from '../../../../library/index.js';
import { testEngine } from '../engine.js';

// What programs do to a model between steps, epochs, fits and predictions: compiled steps come to what uncompiled ones come to.

let tf: TfNamespace;
let x: Tensor;
let y: Tensor;
beforeAll(async () => {
  tf = (await testEngine()).tf;
  x = tf.randomUniform([50, 4], -1, 1, 'float32', 7);
  y = tf.randomUniform([50, 1], -1, 1, 'float32', 3);
});
afterEach(() => {
  setCompiling(true, { asked: false });
  vi.restoreAllMocks();
});

const loss = 'meanSquaredError';
const quick = { epochs: 2, shuffle: false, verbose: 0 } as const;

function net(optimizer: unknown = tf.train.sgd(0.1)): Sequential {
  seed(1);
  const model = tf.sequential({
    layers: [
      tf.layers.dense({ units: 5, activation: 'tanh', inputShape: [4] }),
      tf.layers.dense({ units: 1 }),
    ],
  });
  model.compile({ optimizer: optimizer as never, loss });
  return model;
}

const lossesOf = async (model: LayersModel, options: object = {}, inputs = x): Promise<number[]> => {
  const { history } = await model.fit(inputs, y, { ...quick, ...options });
  return [...(history.loss ?? []), ...(history.val_loss ?? [])] as number[];
};
const numbers = (tensor: unknown): number[] => Array.from((tensor as Tensor).dataSync());
const predicted = (model: LayersModel, inputs: Tensor = x.slice(0, 3)): number[] =>
  numbers(model.predict(inputs));
const several = async (times: number, run: (time: number) => Promise<number[]>): Promise<number[]> => {
  const all: number[] = [];
  for (let time = 0; time < times; time++) all.push(...(await run(time)));
  return all;
};
type Adam = (options: object) => object;
interface Insides {
  kernel: { trainable: boolean };
  activation: { apply(given: Tensor): Tensor };
}
/** The first layer, with what TypeScript does not show of it. */
const firstOf = (model: LayersModel): Insides => model.layers[0] as unknown as Insides;

const programs: Record<string, () => Promise<number[]> | number[]> = {
  'weights set back to the same tensors before each fit': async () => {
    const model = net();
    const first = model.getWeights().map((weight) => weight.clone());
    return several(3, async () => {
      model.setWeights(first);
      return lossesOf(model);
    });
  },
  'weights set back in a callback': async () => {
    const model = net();
    const first = model.getWeights().map((weight) => weight.clone());
    return lossesOf(model, { epochs: 4, callbacks: { onEpochBegin: async () => model.setWeights(first) } });
  },
  'weights in turn, and predictions': () => {
    const model = net();
    const one = model.getWeights().map((weight) => weight.clone());
    const two = one.map((weight) => weight.mul(2));
    return [one, two, one, two, one].flatMap((weights) => {
      model.setWeights(weights);
      return [...predicted(model), ...numbers(model.evaluate(x, y, { batchSize: 50 }))];
    });
  },
  'weights of another model, again and again': async () => {
    const [a, b] = [net(), net()];
    await lossesOf(b);
    return several(3, async () => {
      a.setWeights(b.getWeights());
      return lossesOf(a);
    });
  },
  'two weights of one tensor': async () => {
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 1, inputShape: [4] }), tf.layers.dense({ units: 1 })],
    });
    model.compile({ optimizer: tf.train.sgd(0.001), loss });
    const bias = tf.tensor1d([5]);
    model.setWeights([tf.ones([4, 1]), bias, tf.ones([1, 1]), bias]);
    const before = predicted(model, tf.zeros([2, 4]));
    expect(before).toEqual([10, 10]);
    return [...before, ...(await lossesOf(model)), ...predicted(model)];
  },
  'an optimizer that keeps a running mean of the weights': () => {
    const model = net((tf.train.adam as unknown as Adam)({ learningRate: 0.05, useEma: true }));
    return several(3, () => lossesOf(model, { epochs: 1 }));
  },
  'gradients through predict': () => {
    const model = net();
    const optimizer = tf.train.sgd(0.1);
    return Array.from({ length: 3 }, () => {
      const cost = () => tf.losses.meanSquaredError(y, model.predict(x) as Tensor).asScalar();
      return numbers(optimizer.minimize(cost, true))[0] as number;
    });
  },
  'gradients through predict and around it': () => {
    const model = net();
    return numbers(
      tf.grad((given) =>
        tf
          .mul(model.predict(given) as Tensor, given.sum())
          .sum()
          .asScalar(),
      )(x.slice(0, 2)),
    );
  },
  'gradients through evaluate': () => {
    const model = net();
    const { value, grads } = tf.variableGrads(() => model.evaluate(x, y, { batchSize: 50 }) as Scalar);
    return [...numbers(value), ...Object.values(grads).flatMap(numbers)];
  },
  'inputs of true and false': async () => {
    const model = net();
    const inputs = x.greater(0);
    return [
      ...predicted(model, inputs),
      ...numbers(model.evaluate(inputs, y)),
      ...(await lossesOf(model, { validationData: [inputs, y] }, inputs)),
      ...(await lossesOf(model, { validationSplit: 0.2 }, inputs)),
    ];
  },
  'a nested model that is frozen between fits': async () => {
    seed(1);
    const inner = tf.sequential({ layers: [tf.layers.dense({ units: 3, inputShape: [4] })] });
    const model = tf.sequential({ layers: [inner, tf.layers.dense({ units: 1 })] });
    model.compile({ optimizer: tf.train.sgd(0.1), loss });
    return several(3, async (time) => {
      inner.trainable = time !== 1;
      return [...(await lossesOf(model)), ...numbers(inner.getWeights()[0])];
    });
  },
  'a weight that is frozen between fits': async () => {
    const model = net();
    return several(2, async (time) => {
      firstOf(model).kernel.trainable = time === 0;
      return [...(await lossesOf(model)), ...numbers(model.getWeights()[0])];
    });
  },
  'a layer that is frozen in a callback': async () => {
    const model = net();
    const onEpochEnd = async (): Promise<void> => {
      (model.layers[0] as { trainable: boolean }).trainable = false;
    };
    return [...(await lossesOf(model, { callbacks: { onEpochEnd } })), ...numbers(model.getWeights()[0])];
  },
  'asked to stop before an epoch': async () => {
    const model = net(tf.train.adam(0.01));
    const onEpochBegin = async (epoch: number): Promise<void> => {
      if (epoch === 1) model.stopTraining = true;
    };
    const options = { epochs: 3, batchSize: 10, validationSplit: 0.2, callbacks: { onEpochBegin } };
    return [...(await lossesOf(model, options)), ...model.getWeights().flatMap(numbers)];
  },
  'a call hook': async () => {
    const model = net();
    let calls = 0;
    model.layers[0]?.setCallHook(() => {
      calls += 1;
    });
    await lossesOf(model, { batchSize: 10 });
    model.predict(x, { batchSize: 10 });
    return [calls];
  },
  'a call hook that comes later': async () => {
    const model = net();
    const losses = await lossesOf(model, { batchSize: 10 });
    let calls = 0;
    model.layers[0]?.setCallHook(() => {
      calls += 1;
    });
    return [...losses, ...(await lossesOf(model, { batchSize: 10 })), calls];
  },
  'gradients that somebody scales': async () => {
    const optimizer = tf.train.sgd(0.1);
    const model = net(optimizer);
    const losses = await lossesOf(model);
    const { computeGradients } = optimizer;
    let calls = 0;
    optimizer.computeGradients = (...given) => {
      calls += 1;
      const { value, grads } = computeGradients.apply(optimizer, given);
      for (const name of Object.keys(grads)) grads[name] = tf.clipByValue(grads[name] as Tensor, -0.01, 0.01);
      return { value, grads };
    };
    return [...losses, ...(await lossesOf(model)), calls];
  },
  'steps that somebody counts': async () => {
    const optimizer = tf.train.sgd(0.1);
    const model = net(optimizer);
    const { minimize } = optimizer;
    let calls = 0;
    optimizer.minimize = (...given) => {
      calls += 1;
      return minimize.apply(optimizer, given);
    };
    return [...(await lossesOf(model, { batchSize: 10 })), calls];
  },
  'an activation that is replaced between fits': async () => {
    const model = net();
    const losses = await lossesOf(model);
    firstOf(model).activation.apply = (given: Tensor) => tf.tanh(given).mul(0.1);
    return [...losses, ...predicted(model), ...(await lossesOf(model))];
  },
  'a nested model whose layers change between predictions': () => {
    seed(1);
    const inner = tf.sequential({
      layers: [tf.layers.dense({ units: 3, inputShape: [4] }), tf.layers.dense({ units: 3 })],
    });
    const input = tf.input({ shape: [4] });
    const model = tf.model({ inputs: input, outputs: inner.apply(input) as never });
    const before = predicted(model);
    inner.pop();
    inner.add(tf.layers.dense({ units: 3, activation: 'relu', kernelInitializer: 'ones' }));
    return [...before, ...predicted(model)];
  },
};
for (const name of ['adam', 'rmsprop', 'adagrad', 'momentum', 'tf.train.adam'])
  programs[`the state of ${name} set between fits`] = async () => {
    const made = name === 'momentum' ? tf.train.momentum(0.05, 0.9) : tf.train.adam(0.05);
    const model = net(/^(momentum|tf\.)/.test(name) ? made : name);
    const losses = await lossesOf(model);
    const { optimizer } = model;
    const state = (await optimizer.getWeights()).map(({ name: of, tensor }) => ({
      name: of,
      tensor: tensor.clone(),
    }));
    await optimizer.setWeights(state);
    return [...losses, ...(await lossesOf(model))];
  };

/** A regularizer of a student's own, whose strength a callback changes. */
function strengthening(): { regularizer: never; options: object } {
  let strength = 0;
  const Base = Object.getPrototypeOf(tf.regularizers.l2().constructor);
  class Strengthening extends Base {
    static className = 'Strengthening';
    apply(given: Tensor): Tensor {
      return tf.mul(tf.sum(tf.square(given)), strength);
    }
    getConfig(): object {
      return {};
    }
  }
  const onEpochBegin = async (epoch: number): Promise<void> => {
    strength = epoch / 10;
  };
  return { regularizer: new Strengthening() as never, options: { epochs: 4, callbacks: { onEpochBegin } } };
}
const image = { kernelSize: 1, inputShape: [2, 2, 1] };
const OWN: Record<string, (regularizer: never) => [layer: object, inputs: number[]]> = {
  'embedding, embeddingsRegularizer': (own) => [
    tf.layers.embedding({ inputDim: 4, outputDim: 2, inputLength: 4, embeddingsRegularizer: own }),
    [4],
  ],
  'prelu, alphaRegularizer': (own) => [tf.layers.prelu({ inputShape: [4], alphaRegularizer: own }), [4]],
  'depthwiseConv2d, depthwiseRegularizer': (own) => [
    tf.layers.depthwiseConv2d({ ...image, depthwiseRegularizer: own }),
    [2, 2, 1],
  ],
  'separableConv2d, pointwiseRegularizer': (own) => [
    tf.layers.separableConv2d({ ...image, filters: 1, pointwiseRegularizer: own }),
    [2, 2, 1],
  ],
};
for (const [name, make] of Object.entries(OWN))
  programs[`a regularizer of the student’s own: ${name}`] = () => {
    seed(1);
    const { regularizer, options } = strengthening();
    const [layer, shape] = make(regularizer);
    const model = tf.sequential({
      layers: [layer as never, tf.layers.flatten(), tf.layers.dense({ units: 1 })],
    });
    model.compile({ optimizer: tf.train.sgd(0.1), loss });
    const inputs = /embedding/.test(name) ? x.greater(0).toInt() : x.reshape([50, ...shape]);
    return lossesOf(model, options, inputs);
  };

describe('the same, compiled or not', () => {
  test.each(Object.keys(programs))('%s', async (name) => {
    vi.spyOn(console, 'warn').mockImplementation(() => {});
    const run = async (compiling: boolean): Promise<number[]> => {
      setCompiling(compiling, { asked: false });
      return (programs[name] as () => Promise<number[]>)();
    };
    const [uncompiled, compiled] = [await run(false), await run(true)];
    expect(uncompiled.length).toBeGreaterThan(0);
    expect(uncompiled.every(Number.isFinite)).toBe(true);
    expect(compiled.map((value) => value.toFixed(4))).toEqual(uncompiled.map((value) => value.toFixed(4)));
  });
});

test('what is taken away is named as ever', async () => {
  const model = net();
  await lossesOf(model);
  model.predict(x);
  model.layers[0]?.dispose();
  expect(() => model.predict(x)).toThrow(/already disposed/);
});

test('a whole model that is frozen has nothing to train', async () => {
  const model = net();
  await lossesOf(model);
  model.trainable = false;
  await expect(lossesOf(model)).rejects.toThrow(/trainable/);
});
