import { describe, expect, test } from 'vitest';
import { chain, dropoutExamples } from '../../../renderers/dropout/examples.js';
import { keepScale, stepView } from '../../../renderers/dropout/model.js';
import { type DropoutRecord, openRecord } from '../../../renderers/dropout/record.js';
import { sketchDropout } from '../../../renderers/dropout/sketch.js';
import { scaleWords } from '../../../renderers/dropout/text.js';
import { unitAccount } from '../../../renderers/dropout/unit-account.js';
import { unitState } from '../../../renderers/dropout/unit-state.js';
import { chance, drawOf, maskAtRate, whatIfView } from '../../../renderers/dropout/what-if.js';
import { ratesWords, whatIfFacts } from '../../../renderers/dropout/what-if-words.js';

function opened(payload: unknown): DropoutRecord {
  const result = openRecord(payload, 'en');
  if (!result.ok) throw new Error(result.reason);
  return result.record;
}
const example = (name: string) => opened(dropoutExamples[name]?.());
const titanic = example('titanic');
const last = stepView(titanic, titanic.steps.length - 1, 0);
const maskOf = (view: typeof last, index = 0) => view.masks[index] as (typeof last.masks)[number];
/** Numbers, from 1, of the units that a mask silences. */
const silenced = ({ bits, of }: ReturnType<typeof maskOf>): number[] =>
  Array.from({ length: of }, (_, at) => at).flatMap((at) =>
    (((bits as Uint8Array)[at >> 3] as number) >> (at & 7)) & 1 ? [] : [at + 1],
  );

describe('a mask at another rate', () => {
  test.each([
    [0, []],
    [0.1, [12]],
    [0.2, [12, 16]],
    [0.3, [12, 15, 16]],
    [0.5, [1, 4, 7, 10, 12, 14, 15, 16]],
    [0.6, [1, 4, 6, 7, 10, 12, 13, 14, 15, 16]],
    [0.99, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]],
  ])('of the last step at %d silences these units', (rate, units) => {
    const mask = maskAtRate(maskOf(last), 0, rate);
    expect(silenced(mask)).toEqual(units);
    expect(mask.kept).toBe(16 - units.length);
  });

  test.each(Object.keys(dropoutExamples).filter((name) => !name.startsWith('bad-')))(
    'of every layer of %s is the one of the training at its own rate, and only grows with the rate',
    (name) => {
      const record = example(name);
      for (const at of [0, record.steps.length - 1]) {
        const view = stepView(record, at, 0);
        view.masks.forEach((mask) => {
          if (!mask.bits) return;
          expect(maskAtRate(mask, 0, mask.track.record.rate).bits).toEqual(mask.bits);
          let before = new Set<number>();
          for (const rate of [0, 0.25, 0.5, 0.75, 0.99]) {
            const now = new Set(silenced(maskAtRate(mask, 0, rate)));
            expect([...before].filter((unit) => !now.has(unit))).toEqual([]);
            if (rate === 0) expect(now.size).toBe(0);
            before = now;
          }
        });
      }
    },
  );

  test('silences about the share of the rate, wherever the rate of the training was', () => {
    for (const own of [0.2, 0.5, 0.9]) {
      const record = opened(sketchDropout({ layers: chain([2, 4000, 1], [own]), steps: 3, samples: 2 }));
      for (const rate of [0.05, 0.3, 0.7, 0.95]) {
        const { kept, of } = maskAtRate(maskOf(stepView(record, 1, 1)), 1, rate);
        // Three standard deviations of a binomial of 4000.
        expect(Math.abs(1 - kept / of - rate)).toBeLessThan(3 * Math.sqrt((rate * (1 - rate)) / 4000) + 0.01);
      }
    }
  });

  test('has a draw of its own in each step, sample, layer and unit, the same each time', () => {
    const all = [0, 1, 2, 3].flatMap((layer) =>
      [1, 2, 3].flatMap((step) =>
        [0, 1].flatMap((sample) => [0, 1, 2].map((unit) => [layer, step, sample, unit] as const)),
      ),
    );
    expect(new Set(all.map((parts) => chance(...parts))).size).toBe(all.length);
    expect(chance(2, 414, 0, 3)).toBe(chance(2, 414, 0, 3));
    for (let unit = 0; unit < 16; unit += 1) {
      const drew = drawOf(maskOf(last), 0, unit) as number;
      expect(drew < 0.3).toBe(silenced(maskOf(last)).includes(unit + 1));
      expect(drew >= 0 && drew < 1).toBe(true);
    }
  });

  test('of a rate of 1, which silences nothing in TensorFlow.js, starts from all units', () => {
    const payload = sketchDropout({ layers: chain([4, 200, 1], [0]), steps: 2 });
    for (const layer of payload.layers) layer.rate = 1;
    const mask = maskOf(stepView(opened(payload), 0, 0));
    expect(maskAtRate(mask, 0, 0.5).kept).toBeGreaterThan(70);
    expect(maskAtRate(mask, 0, 0.5).kept).toBeLessThan(130);
  });

  test('is not known where none was stored', () => {
    const record = example('before-first-step');
    const view = stepView(record, 0, 0);
    expect(maskAtRate(maskOf(view), 0, 0.7).bits).toBeNull();
    expect(drawOf(maskOf(view), 0, 0)).toBeNull();
    expect(whatIfFacts(view, { rates: new Map([[0, 0.7]]), view }, 'en')).toEqual([]);
  });
});

describe('what would be', () => {
  const rates = new Map([[0, 0.6]]);
  const whatIf = { rates, view: whatIfView(titanic, last, rates) };

  test('leaves other layers, the weights and the record as they are', () => {
    expect(whatIf.view.masks[1]).toBe(last.masks[1]);
    expect(whatIf.view.alive[2]).toEqual(last.alive[2]);
    expect(whatIf.view.weights).toBe(last.weights);
    expect(maskOf(stepView(titanic, titanic.steps.length - 1, 0)).kept).toBe(13);
    const [was, would] = [last.alive[1] ?? null, whatIf.view.alive[1] ?? null];
    expect([0, 3, 11, 1].map((unit) => unitState(would, was, unit))).toEqual([
      'wouldSilence',
      'wouldSilence',
      'silenced',
      'kept',
    ]);
    const lower = whatIfView(titanic, last, new Map([[0, 0.2]])).alive[1] ?? null;
    expect(unitState(lower, was, 14)).toBe('wouldKeep');
  });

  test('is told next to what was, with the factor 1 / (1 − rate), and marked as not trained', () => {
    expect(ratesWords(last, rates, 'en')).toBe('dropout_1 at 0.6, × 2.5');
    expect(ratesWords(last, rates, 'ko')).toBe('dropout_1 비율 0.6, × 2.5');
    const [first, how] = whatIfFacts(last, whatIf, 'en');
    expect(first).toBe(
      'dropout_1 at rate 0.6 (not trained; it was 0.3): 6 of 16 would be kept, 13 were. It would also silence units 1, 4, 6, 7, 10, 13, 14',
    );
    expect(how).toMatch(/^How: dropout draws a number from 0 to 1 for each unit/);
    expect(whatIfFacts(last, whatIf, 'ko')[0]).toBe(
      'dropout_1의 비율이 0.6이라면 (학습하지 않음, 실제 0.3): 16개 중 6개 유지, 실제로는 13개. 더 꺼졌을 유닛: 1, 4, 6, 7, 10, 13, 14',
    );
    expect(scaleWords(maskOf(whatIf.view), 'en', 0.6)).toBe(
      'dropout_1: kept units are multiplied by 1/(1\u00a0−\u00a00.6) = 2.5. Here 6\u00a0×\u00a02.5 = 15, near the 16 of inference, so the next layer sees the same sum on average.',
    );
    const [, facts] = unitAccount(titanic, last, { column: 1, unit: 0 }, 'en', { whatIf });
    expect(facts).toMatch(/^kept in this step · would be silenced at 0\.6 · drew 0\.46 · kept \d+ of 120/);
  });

  test.each([
    [0, 1],
    [0.2, 1.25],
    [0.5, 2],
    [0.6, 2.5],
    [0.75, 4],
    [0.99, 100],
  ])('at a rate of %d scales by %d', (rate, factor) => {
    expect(keepScale(maskOf(last).track, rate)).toBeCloseTo(factor, 10);
    expect(keepScale({ ...maskOf(last).track, className: 'AlphaDropout' }, rate)).toBeNull();
  });
});
