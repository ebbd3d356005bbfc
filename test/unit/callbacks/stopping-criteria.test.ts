import { describe, expect, test, vi } from 'vitest';
import { StoppingCriteria } from '../../../library/index.js';

import { acts, data, events, net, tf } from './recorded-trainings.js';

describe('stopping criteria', () => {
  test('the gradient is that of the error, the change of weights that of the step', async () => {
    const model = tf.sequential({
      layers: [tf.layers.dense({ units: 1, inputShape: [1], useBias: false, kernelInitializer: 'ones' })],
    });
    model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
    // E = mean (w·x − 3x)² with x = 1: ∇E = 2(w − 3) = −4, Δw = 0.4.
    const criteria = new StoppingCriteria({ gradient: 1e-3, weightChange: 1e-4, lossChange: 1e-6 });
    await model.fit(tf.ones([4, 1]), tf.fill([4, 1], 3), { epochs: 2, callbacks: [criteria] });
    const of = (criterion: string) =>
      acts('StoppingCriteria')
        .filter(({ facts }) => facts.criterion === criterion)
        .map(({ value }) => value);
    expect(of('gradient')).toEqual([expect.closeTo(4, 5), expect.closeTo(3.2, 5)]);
    expect(of('weightChange')).toEqual([expect.closeTo(0.4, 5), expect.closeTo(0.32, 5)]);
    expect(of('lossChange')).toEqual([expect.closeTo(4 - 2.56, 5)]);
    expect(criteria.stoppedBy).toBeUndefined();
  });

  test.each([
    ['gradient', { gradient: 0.1 }],
    ['lossChange', { lossChange: 1e-3, patience: 2 }],
    ['weightChange', { weightChange: 1e-2 }],
    ['epochs', { epochs: 5 }],
  ] as const)('%s ends the training', async (criterion, options) => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1], useBias: false })] });
    model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
    const criteria = new StoppingCriteria(options);
    const history = await model.fit(tf.ones([4, 1]), tf.fill([4, 1], 3), {
      epochs: 200,
      callbacks: [criteria],
    });
    expect(criteria.stoppedBy).toBe(criterion);
    expect(history.epoch.length).toBeLessThan(200);
    expect(acts('StoppingCriteria').at(-1)).toMatchObject({ kind: 'stopped', facts: { criterion } });
    expect(Object.hasOwn(model.optimizer, 'applyGradients')).toBe(false);
  });

  test('an optimizer whose gradients somebody else changes keeps that', async () => {
    const { x, y } = data();
    const model = net();
    const own = model.optimizer as unknown as { applyGradients(gradients: object): void };
    const original = own.applyGradients;
    const clipping = vi.fn((gradients: object) => original.call(own, gradients));
    own.applyGradients = clipping;
    const criteria = [new StoppingCriteria({ gradient: 1e-9 }), new StoppingCriteria({ gradient: 1e-8 })];
    await model.fit(x, y, { epochs: 2, callbacks: criteria });
    expect(own.applyGradients).toBe(clipping);
    const [first, second] = ['gradient 1e-9', 'gradient 1e-8'].map((_, i) =>
      events
        .flatMap((event) => (event.type === 'rows' ? (event.events ?? []) : []))
        .flatMap(({ lane, kind, value }) => (lane === i && kind === 'measured' ? [value] : [])),
    );
    expect(first).toHaveLength(2);
    expect(second).toEqual(first);
  });

  test('on the validation set', async () => {
    const model = tf.sequential({ layers: [tf.layers.dense({ units: 1, inputShape: [1], useBias: false })] });
    model.compile({ optimizer: tf.train.sgd(0.1), loss: 'meanSquaredError' });
    const criteria = new StoppingCriteria({ validation: 2 });
    const validationData: [never, never] = [tf.ones([4, 1]) as never, tf.fill([4, 1], -30) as never];
    await model.fit(tf.ones([4, 1]), tf.fill([4, 1], 3), {
      epochs: 200,
      validationData,
      callbacks: [criteria],
    });
    expect(criteria.stoppedBy).toBe('validation');
    expect(acts('StoppingCriteria').at(-1)).toMatchObject({ epoch: 3, facts: { wait: 2, patience: 2 } });
  });
});
