import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import {
  EarlyStopping,
  LambdaCallback,
  ModelCheckpoint,
  ReduceLROnPlateau,
  StoppingCriteria,
} from '../../../library/index.js';

import { acts, data, folder, net, stopByHand, warned } from './recorded-trainings.js';

describe('an epoch that is stopped before its validation', () => {
  const watching = () => [
    new EarlyStopping({ patience: 50, restoreBestWeights: true }),
    new ModelCheckpoint(join(folder, '{epoch:02d}-{val_loss:.2f}.h5'), { saveBestOnly: true }),
    new ModelCheckpoint(join(folder, 'last-{epoch}.h5')),
    new ReduceLROnPlateau(),
    new StoppingCriteria({ validation: 50 }),
  ];

  test.each(['by hand', 'by a callback'])(
    '%s: fit ends in order, and nobody asks for val_loss',
    async (who) => {
      const { x, y } = data();
      const model = net();
      let batches = 0;
      const stopping = new LambdaCallback({
        onTrainBatchEnd: () => {
          batches += 1;
          if (batches !== 5) return;
          if (who === 'by hand') stopByHand();
          else model.stopTraining = true;
        },
      });
      const options = {
        epochs: 9,
        batchSize: 16,
        validationSplit: 0.2,
        callbacks: [stopping, ...watching()],
      };
      const history = await model.fit(x, y, options);
      expect(history.epoch).toEqual([0, 1]);
      expect(warned.mock.calls).toEqual([]);
      expect(readdirSync(folder).sort()).toEqual([expect.stringMatching(/^01-\d/), 'last-1.h5', 'last-2.h5']);
      const last = (name: string) => acts(name).findLast(({ epoch }) => epoch === 2);
      expect(last('EarlyStopping')).toMatchObject({ kind: 'restored', facts: { bestEpoch: 1 } });
      expect(last('ReduceLROnPlateau')).toMatchObject({ kind: 'missing', facts: { unvalidated: true } });
      expect(last('StoppingCriteria')).toMatchObject({ kind: 'missing', facts: { unvalidated: true } });
      expect(acts('ModelCheckpoint').filter(({ epoch }) => epoch === 2)).toMatchObject([
        { kind: 'skipped', facts: { unvalidated: true } },
        { kind: 'saved' },
      ]);
    },
  );

  test('the model is saved where its name needs no validation and no best one is known', async () => {
    const { x, y } = data();
    const model = net();
    const stopping = new LambdaCallback({
      onTrainBatchEnd: () => {
        model.stopTraining = true;
      },
    });
    const checkpoint = new ModelCheckpoint(join(folder, 'best.h5'), { saveBestOnly: true });
    await model.fit(x, y, { batchSize: 16, validationSplit: 0.2, callbacks: [stopping, checkpoint] });
    expect(readdirSync(folder)).toEqual(['best.h5']);
    expect(warned.mock.calls).toEqual([]);
  });

  test('without any validation the missing value is told as ever', async () => {
    const { x, y } = data();
    const model = net();
    const stopping = new LambdaCallback({
      onTrainBatchEnd: () => {
        model.stopTraining = true;
      },
    });
    await model.fit(x, y, { batchSize: 16, callbacks: [stopping, new EarlyStopping()] });
    expect(warned).toHaveBeenCalledTimes(1);
  });
});
