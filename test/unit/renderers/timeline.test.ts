import { describe, expect, test } from 'vitest';
import {
  type CallbackEvent,
  type CallbackLane,
  MAX_JSON_BYTES,
  type TimelinePayload,
  timelinePayloadSchema,
} from '../../../protocol/index.js';
import { savedBytes } from '../../../renderers/drawing/saved-bytes.js';
import { check } from '../../../renderers/drawing/validation.js';
import { epochAxis, placesOf } from '../../../renderers/timeline/axis.js';
import { checkpointOf } from '../../../renderers/timeline/checkpoint.js';
import { timelineExamples } from '../../../renderers/timeline/examples.js';
import { fitTimeline } from '../../../renderers/timeline/fit.js';
import { gutterLabel, laneLabel, laneSummary } from '../../../renderers/timeline/labels.js';
import { nextMark } from '../../../renderers/timeline/live/moves.js';
import { timelineModel } from '../../../renderers/timeline/model.js';
import { monitorPanels } from '../../../renderers/timeline/monitor.js';
import { eventSentence, severalSentence } from '../../../renderers/timeline/sentence.js';
import { timelineText } from '../../../renderers/timeline/text.js';

const example = (name: string): TimelinePayload => {
  const made = timelineExamples[name]?.();
  if (!made) throw new Error(`there is no example ${name}`);
  return made;
};
const lane: CallbackLane = { name: 'EarlyStopping', monitor: 'val_loss', mode: 'min', settings: {} };
const event = (
  kind: CallbackEvent['kind'],
  epoch: number,
  value: CallbackEvent['value'],
  facts: CallbackEvent['facts'],
): CallbackEvent => ({ lane: 0, kind, epoch, step: epoch * 10, value, facts });

describe('sentences', () => {
  const waited = event('waited', 7, 0.412, { best: 0.405, bestEpoch: 5, wait: 2, patience: 3, minDelta: 0 });
  const reduced = event('reduced', 9, 0.5, {
    from: 0.001,
    to: 0.0001,
    wait: 3,
    patience: 3,
    minDelta: 0.0001,
  });
  test.each<[string, CallbackEvent, string, string]>([
    [
      'waited',
      waited,
      'epoch 7: val_loss 0.412 did not beat 0.405 of epoch 5; 2 of 3 epochs of patience used',
      '에포크 7: val_loss 0.412, 에포크 5의 0.405보다 나아지지 않음; 인내 3에포크 중 2에포크 사용',
    ],
    [
      'reduced',
      reduced,
      'epoch 9: learning rate cut from 0.001 to 0.0001 after 3 epochs without improvement of more than 0.0001',
      '에포크 9: 0.0001 넘게 나아지지 않은 에포크 3개 뒤, 학습률을 0.001에서 0.0001로 낮춤',
    ],
    [
      'saved',
      event('saved', 4, 0.38, { best: 0.41, path: 'best.keras', what: 'model' }),
      'epoch 4: saved best.keras, val_loss 0.38 beat 0.41',
      '에포크 4: best.keras 저장, val_loss 0.38, 0.41보다 나아짐',
    ],
    [
      'a first value',
      event('improved', 1, 0.7, { best: null, wait: 0, patience: 3 }),
      'epoch 1: val_loss 0.7 is the best so far',
      '에포크 1: val_loss 0.7, 지금까지 가장 좋음',
    ],
    [
      'better, but not than the baseline',
      event('improved', 2, 0.6, { best: 0.7, bestEpoch: 1, wait: 2, patience: 3, baseline: 0.5 }),
      'epoch 2: val_loss 0.6 beat 0.7 of epoch 1; not better than the baseline 0.5; 2 of 3 epochs of patience used',
      '에포크 2: val_loss 0.6, 에포크 1의 0.7보다 나아짐; 기준값 0.5보다 낫지는 않음; 인내 3에포크 중 2에포크 사용',
    ],
    [
      'no patience',
      event('waited', 2, 0.8, { best: 0.7, bestEpoch: 1, wait: 1, patience: 0 }),
      'epoch 2: val_loss 0.8 did not beat 0.7 of epoch 1; there is no patience (0 epochs)',
      '에포크 2: val_loss 0.8, 에포크 1의 0.7보다 나아지지 않음; 인내 없음 (0에포크)',
    ],
    [
      'a NaN',
      event('waited', 3, 'NaN', { best: 0.7, bestEpoch: 1, wait: 1, patience: 1 }),
      'epoch 3: val_loss NaN did not beat 0.7 of epoch 1; 1 of 1 epoch of patience used',
      '에포크 3: val_loss NaN, 에포크 1의 0.7보다 나아지지 않음; 인내 1에포크 중 1에포크 사용',
    ],
    [
      'stopped in a batch',
      { ...event('stopped', 3, 'NaN', { batch: 7, reason: 'NaN' }), lane: 1 },
      'epoch 3, batch 7: training stopped: loss is NaN',
      '에포크 3, 배치 7: 학습을 멈춤: loss 값이 NaN',
    ],
    [
      'a backup',
      event('saved', 2, undefined, { path: 'backup', what: 'backup', next: 3 }),
      'epoch 2: backup saved in backup',
      '에포크 2: backup에 백업 저장',
    ],
    [
      'a criterion that is met',
      event('stopped', 9, 0.0009, { criterion: 'gradient', threshold: 0.001, wait: 1, patience: 1 }),
      'epoch 9: training stopped: |∇E| 0.0009 has reached its threshold 0.001',
      '에포크 9: 학습을 멈춤: |∇E| 0.0009, 문턱값 0.001에 도달',
    ],
    [
      'a criterion for some epochs in a row',
      event('measured', 9, 0.0009, { criterion: 'weightChange', threshold: 0.001, wait: 1, patience: 3 }),
      'epoch 9: |Δw| 0.0009 has reached its threshold 0.001; 1 of 3 epochs in a row',
      '에포크 9: |Δw| 0.0009, 문턱값 0.001에 도달; 연속 3에포크 중 1에포크',
    ],
    [
      'the criterion of the validation set',
      event('measured', 9, 0.5, { criterion: 'validation', threshold: 0.4, wait: 2, patience: 3 }),
      'epoch 9: val_loss 0.5 did not beat 0.4; 2 of 3 epochs of patience used',
      '에포크 9: val_loss 0.5, 0.4보다 나아지지 않음; 인내 3에포크 중 2에포크 사용',
    ],
    [
      'the criterion of limited epochs',
      event('measured', 9, 9, { criterion: 'epochs', threshold: 20, wait: 9, patience: 20 }),
      'epoch 9: 9 of 20 epochs',
      '에포크 9: 에포크 20개 중 9개',
    ],
    [
      'no facts',
      event('reduced', 2, undefined, {}),
      'epoch 2: learning rate cut from – to –',
      '에포크 2: 학습률을 –에서 –(으)로 낮춤',
    ],
  ])('%s', (_, told, english, korean) => {
    const own = told.lane === 0 ? lane : { name: 'TerminateOnNaN', settings: {} };
    expect(eventSentence(told, own, 'en')).toBe(english);
    expect(eventSentence(told, own, 'ko')).toBe(korean);
  });

  test.each([
    [
      'missing',
      'epoch 2: stopped before its validation, so there is no val_loss',
      '에포크 2: 검증하기 전에 멈추어 val_loss 없음',
    ],
    [
      'skipped',
      'epoch 2: saved nothing: stopped before its validation',
      '에포크 2: 저장하지 않음: 검증하기 전에 멈춤',
    ],
  ] as const)('an epoch without its validation: %s', (kind, english, korean) => {
    const told = event(kind, 2, undefined, { unvalidated: true });
    expect(eventSentence(told, lane, 'en')).toBe(english);
    expect(eventSentence(told, lane, 'ko')).toBe(korean);
  });

  test('values that look alike get as many digits as tell them apart', () => {
    const told = event('waited', 2, 0.405_03, { best: 0.405_01, bestEpoch: 1, wait: 1, patience: 2 });
    expect(eventSentence(told, lane, 'en')).toContain('val_loss 0.40503 did not beat 0.40501 of epoch 1');
  });

  test('a name that runs from right to left does not turn the sentence', () => {
    const told = event('saved', 1, undefined, { path: 'מודל.h5' });
    expect(eventSentence(told, lane, 'en')).toBe('epoch 1: saved \u2068מודל.h5\u2069');
    const turned = event('saved', 1, undefined, { path: 'a\u202eb.h5' });
    expect(eventSentence(turned, lane, 'en')).toBe('epoch 1: saved ab.h5');
  });

  test('several are told together, with the longest wait', () => {
    const events = [1, 2, 3].map((wait) => event('waited', 4 + wait, 0.5, { wait, patience: 5 }));
    expect(severalSentence([event('improved', 4, 0.4, {}), ...events], lane, 'en')).toBe(
      'epochs 4 to 7: 1 improved, 3 waited; 3 of 5 epochs of patience used',
    );
  });
});

describe('the axis', () => {
  test('fits what was done at the end, and reaches a little ahead while it runs', () => {
    expect(epochAxis(example('lecture'), 600).domain).toEqual([0, 26]);
    expect(epochAxis(example('running'), 600).domain).toEqual([0, 20]);
    expect(epochAxis(example('before-first-epoch'), 600).domain).toEqual([0, 10]);
  });
  test('a run that went on from a backup begins there', () => {
    const later = { ...example('lecture'), epochs: Array.from({ length: 26 }, (_, row) => row + 31) };
    expect(epochAxis(later, 600).domain).toEqual([30, 56]);
  });
  test('what happened within an epoch lies within it', () => {
    const at = (epoch: number, step: number) => ({ ...event('saved', epoch, 1, {}), step });
    expect(placesOf([at(1, 10), at(1, 20), at(2, 30), at(2, 40)], 1)).toEqual([0.5, 1, 1.5, 2]);
    expect(placesOf([at(31, 10), at(31, 20), at(32, 40)], 31)).toEqual([30.5, 31, 32]);
    expect(placesOf([at(0, 0), at(1, 0)], 1)).toEqual([0, 1]);
  });
});

describe('the lanes', () => {
  test('each event of a short run is a mark of its own, by its epoch', () => {
    const { lanes, stops } = timelineModel(example('lecture'), { width: 520 });
    const [stopping, checkpoint, reduce] = lanes;
    expect(stopping?.marks).toHaveLength(28);
    expect(stopping?.marks[0]?.x).toBeCloseTo(20);
    expect(stops).toEqual([520]);
    expect(checkpoint?.marks.every(({ y }) => y === 16)).toBe(true);
    expect(reduce?.rate?.last).toBe(0.0001);
    const used = stopping?.marks
      .filter(({ events }) => events[0]?.event.kind === 'waited')
      .map((mark) => mark.used);
    expect(used?.slice(-6)).toEqual([1, 2, 3, 4, 5, 6].map((wait) => wait / 6));
  });
  test('restored weights are marked at the epoch they came from, with an arrow from the end', () => {
    const [stopping] = timelineModel(example('lecture'), { width: 520 }).lanes;
    expect(stopping?.arrows).toEqual([{ from: 520, to: 400, y: 23.5 }]);
    const restored = stopping?.marks.find(({ events }) => events[0]?.event.kind === 'restored');
    expect(restored?.x).toBeCloseTo(400);
  });
  test('where light events crowd they are put together, and none is lost', () => {
    const payload = example('ten-thousand-epochs');
    const { lanes } = timelineModel(payload, { width: 566 });
    expect(lanes.reduce((sum, { marks }) => sum + marks.length, 0)).toBeLessThan(250);
    const shown = lanes.flatMap(({ marks }) => marks.flatMap(({ events }) => events.map(({ at }) => at)));
    expect(shown.sort((a, b) => a - b)).toEqual(payload.callbacks.events.map((_, at) => at));
    const saves = lanes[1]?.marks.filter(({ events }) => events[0]?.event.kind === 'saved') ?? [];
    expect(saves.every(({ events }) => events.length === 1)).toBe(true);
  });
  test('marks lie within the plot, whatever the epochs', () => {
    for (const make of Object.values(timelineExamples))
      for (const { marks } of timelineModel(make(), { width: 300 }).lanes)
        for (const { x, y } of marks) {
          expect(x).toBeGreaterThanOrEqual(0);
          expect(x).toBeLessThanOrEqual(311);
          expect(Number.isFinite(y)).toBe(true);
        }
  });
  test('more than twelve are named', () => {
    const { lanes, more } = timelineModel(example('twelve-lanes'), { width: 500 });
    expect([lanes.length, more.length]).toEqual([12, 3]);
  });
  test('a criterion is met where it was at its threshold', () => {
    const [criteria] = timelineModel(example('criteria'), { width: 500 }).lanes;
    const threshold = criteria?.criteria?.threshold ?? 0;
    const dots = criteria?.marks.flatMap((mark) => mark.dots) ?? [];
    expect(dots.length).toBe(criteria?.events.length);
    for (const { met, y } of dots) expect(met).toBe(y >= threshold);
    expect(dots.some(({ met }) => met)).toBe(true);
  });
  test('up and down keep to the epoch, past lanes without events', () => {
    const { lanes } = timelineModel(example('every-kind'), { width: 560 });
    const from = nextMark(lanes, { lane: 0, key: lanes[0]?.marks[5]?.key ?? '' }, 'ArrowDown');
    expect(from?.lane).toBe(1);
    expect(lanes[1]?.marks.find(({ key }) => key === from?.key)?.events[0]?.event.epoch).toBe(6);
    const empty = lanes.map((each) => (each.index === 1 ? { ...each, marks: [] } : each));
    expect(nextMark(empty, { lane: 0, key: '0' }, 'ArrowDown')?.lane).toBe(2);
    expect(nextMark(empty, { lane: 0, key: '0' }, 'a')).toBeNull();
    expect(nextMark([], null, 'nearest')).toBeNull();
  });
});

test('the best so far, smallest or greatest, and where values broke', () => {
  const payload: TimelinePayload = {
    ...example('one-epoch'),
    epochs: [1, 2, 3, 4],
    monitored: { val_loss: [3, 1, 'NaN', 2], val_acc: [0.1, 0.9, 0.5, null] },
  };
  const [loss, accuracy] = monitorPanels(payload, (epoch) => epoch, 100);
  expect(loss?.best).toEqual({ x: 2, epoch: 2, value: 1 });
  expect(loss?.bad).toMatchObject({ epoch: 3 });
  expect(loss?.points.map(({ y }) => y)).toEqual([3, 1, null, 2]);
  expect(accuracy?.best?.epoch).toBe(2);
  expect(accuracy?.last).toBe(0.5);
});

test('the end of a lane counts every warning sign that it draws', () => {
  const { lanes } = timelineModel(example('every-kind'), { width: 900 });
  const lane = lanes.find(({ events }) => events.some(({ event }) => event.kind === 'failed'));
  const { counts } = laneSummary(lane as NonNullable<typeof lane>, false, 'en');
  expect(Object.fromEntries(counts)).toEqual({ missing: 1, failed: 1 });
});

test('a label has the class, what it watches, and its settings, without what is off', () => {
  const settings = {
    verbose: 1,
    minDelta: 0,
    patience: 3,
    restoreBestWeights: true,
    baseline: null,
    mode: 'auto',
  };
  expect(laneLabel({ ...lane, settings })).toBe('EarlyStopping · val_loss · patience 3 · restoreBestWeights');
});

test.each([
  [1, 138, ['val_loss · patience 3 +2']],
  [2, 138, ['val_loss · patience 3', 'restoreBestWeights +1']],
  [2, 400, ['val_loss · patience 3 · restoreBestWeights · best.keras']],
  [1, 60, ['val_loss +3']],
])(
  'on %i lines of %i pixels a label has the first settings, and how many more there are',
  (most, width, rest) => {
    const settings = { patience: 3, restoreBestWeights: true, filepath: 'runs/best.keras' };
    expect(gutterLabel({ ...lane, settings }, { name: 11.5, rest: 10.5 }, { width, most }).rest).toEqual(
      rest,
    );
  },
);

test('each criterion has its threshold with its line', () => {
  const { lanes } = timelineModel(timelineExamples.criteria?.() as TimelinePayload, { width: 400 });
  expect(lanes[0]?.criteria?.lines.map(({ name, threshold }) => [name, threshold])).toEqual([
    ['|∇E|', 0.001],
    ['|ΔE|', 0.0001],
    ['|Δw|', 0.00001],
  ]);
});

describe('what can be loaded', () => {
  const saved = (facts: CallbackEvent['facts']) => event('saved', 1, undefined, facts);
  test.each<[CallbackEvent['facts'], CallbackLane['settings'], unknown]>([
    [{ path: 'a.keras', what: 'model' }, {}, { path: 'a.keras', weightsOnly: false }],
    [{ path: 'a.h5', what: 'weights' }, {}, { path: 'a.h5', weightsOnly: true }],
    [{ path: 'a.h5' }, { saveWeightsOnly: true }, { path: 'a.h5', weightsOnly: true }],
    [{ path: 'a.weights.h5' }, {}, { path: 'a.weights.h5', weightsOnly: true }],
    [{ path: 'log.csv', what: 'log' }, {}, null],
    [{ path: 'backup', what: 'backup' }, {}, null],
    [{}, {}, null],
    [{ path: 3 }, {}, null],
  ])('%j', (facts, settings, expected) => {
    expect(checkpointOf(saved(facts), { ...lane, settings })).toEqual(expected);
    expect(checkpointOf({ ...saved(facts), kind: 'noted' }, lane)).toBeNull();
  });
});

describe('the account and the size', () => {
  test('tells every event of a short run, and stays short for a long one', () => {
    const text = timelineText(example('lecture'), 'en');
    for (const [at, each] of example('lecture').callbacks.events.entries())
      expect(text, String(at)).toContain(
        eventSentence(each, example('lecture').callbacks.lanes[each.lane], 'en'),
      );
    expect(timelineText(example('ten-thousand-epochs'), 'en').length).toBeLessThan(16_000);
    expect(timelineText(example('no-callbacks'), 'ko')).toContain('콜백이 없습니다');
  });
  test('a long timeline is thinned until it fits, and says so', () => {
    const fitted = fitTimeline(example('ten-thousand-epochs'), MAX_JSON_BYTES);
    if (!fitted) throw new Error('it does not fit');
    expect(savedBytes(fitted)).toBeLessThanOrEqual(MAX_JSON_BYTES);
    expect(check(timelinePayloadSchema, fitted).ok).toBe(true);
    expect(fitted.thinned?.of).toBe(example('ten-thousand-epochs').callbacks.events.length);
    expect(fitted.epochs).toHaveLength(fitted.monitored.val_loss?.length ?? 0);
    const cuts = (payload: TimelinePayload) =>
      payload.callbacks.events.filter(({ kind }) => kind === 'reduced');
    expect(cuts(fitted)).toEqual(cuts(example('ten-thousand-epochs')));
    const least = (payload: TimelinePayload) => monitorPanels(payload, (epoch) => epoch, 9)[0]?.best?.epoch;
    expect(least(fitted)).toBe(least(example('ten-thousand-epochs')));
    expect(fitTimeline(fitted, MAX_JSON_BYTES)).toBe(fitted);
  });
});
