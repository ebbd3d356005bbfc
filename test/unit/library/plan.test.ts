import { inspect } from 'node:util';
import { afterEach, describe, expect, it } from 'vitest';
import { plan, setLibraryContext } from '../../../library/index.js';

afterEach(() => setLibraryContext({ locale: 'en' }));

describe('plan', () => {
  it('counts the last, smaller batch as a step', () => {
    const { stepsPerEpoch, steps, lectureSteps, lastBatchSize } = plan({
      samples: 10,
      batchSize: 4,
      epochs: 2,
    });
    expect({ stepsPerEpoch, steps, lectureSteps, lastBatchSize }).toEqual({
      stepsPerEpoch: 3,
      steps: 6,
      lectureSteps: 5,
      lastBatchSize: 2,
    });
  });

  it('agrees with the lecture where the batch size divides the samples', () => {
    const { steps, lectureSteps, lastBatchSize } = plan({ samples: 60000, batchSize: 100, epochs: 5 });
    expect([steps, lectureSteps, lastBatchSize]).toEqual([3000, 3000, 100]);
  });

  it('trains on what the validation split leaves', () => {
    const { trainingSamples, validationSamples, steps } = plan({ samples: 10, validationSplit: 0.25 });
    expect([trainingSamples, validationSamples, steps]).toEqual([7, 3, 1]);
  });

  it('tells the sums', () => {
    const text = String(plan({ samples: 570, batchSize: 32, epochs: 30 }));
    expect(text).toContain('⌈570 / 32⌉ = 18 (the last batch has 26)');
    expect(text).toContain('18 × 30 = 540');
    expect(text).toContain('= 534.38');
    expect(inspect(plan({ samples: 1 }))).toBe(String(plan({ samples: 1 })));
    setLibraryContext({ locale: 'ko' });
    expect(String(plan({ samples: 570 }))).toContain('에포크당 스텝');
  });

  it('names the option that is wrong, and its value', () => {
    expect(() => plan({ samples: 0 })).toThrow(/samples is 0/);
    expect(() => plan({ samples: 10, batchSize: 2.5 })).toThrow(/batchSize is 2.5/);
    expect(() => plan({ samples: 10, epochs: Number.NaN })).toThrow(/epochs is NaN/);
    expect(() => plan({ samples: 10, validationSplit: 1 })).toThrow(/validationSplit is 1/);
    expect(() => plan({ samples: 1, validationSplit: 0.5 })).toThrow(/leaves none of 1/);
  });

  it.each([
    [{ epochs: 1 }, [[5, 10, 15, 20]]],
    [{ epochs: 3 }, [[15]]],
    [{ epochs: 5 }, [[]]],
    [{ batches: 2 }, [[2, 4, 7, 9, 12, 14, 17, 19]]],
    [{ batches: 5 }, [[5, 10, 15, 20]]],
    [{ batches: 6 }, [[]]],
    [{ steps: 3 }, [[3, 6, 9, 12, 15, 18]]],
    [
      { steps: 7, epochs: 2 },
      [
        [10, 20],
        [7, 14],
      ],
    ],
    [{}, []],
  ])('places checkpoints %j', (checkpoints, steps) => {
    const made = plan({ samples: 500, batchSize: 100, epochs: 4, checkpoints }).checkpoints;
    expect(made?.map((each) => each.steps)).toEqual(steps);
  });

  it('counts the partial batch of an epoch as one when it places checkpoints', () => {
    const made = plan({ samples: 10, batchSize: 4, epochs: 2, checkpoints: { batches: 3, steps: 2 } });
    expect(made.checkpoints?.map(({ by, steps }) => [by, steps])).toEqual([
      ['batches', [3, 6]],
      ['steps', [2, 4, 6]],
    ]);
    expect(String(made)).toContain('saved every 2 steps, 3 times, after steps 2, 4, 6');
    setLibraryContext({ locale: 'ko' });
    expect(String(made)).toContain('스텝 2개마다 저장, 3번, 스텝 2, 4, 6 뒤');
  });

  it('says what is wrong with checkpoints', () => {
    const placed = (checkpoints: object) => () => plan({ samples: 10, checkpoints });
    expect(placed({ steps: 0 })).toThrow(/steps is 0, but a whole number from 1 is needed/);
    expect(placed({ saveFreq: 3 })).toThrow(/has no option 'saveFreq'. Write steps here/);
    expect(() => plan({ samples: 1e9, batchSize: 1, checkpoints: { steps: 1 } })).toThrow(
      /checkpoints by steps would be 1000000000, but at most 1000000/,
    );
  });
});
