import {
  type CallbackEvent,
  type CallbackLane,
  fromSample,
  type Sample,
  toSample,
} from '../../protocol/index.js';

type Facts = CallbackEvent['facts'];
/** A made-up callback: its lane, and what it does after each epoch. */
export interface SketchedCallback {
  lane: CallbackLane;
  events: Omit<CallbackEvent, 'lane' | 'step'>[];
}

/** What an EarlyStopping as Keras has it would have told of these values. */
export function sketchEarlyStopping(
  values: readonly Sample[],
  { patience = 3, monitor = 'val_loss', minDelta = 0, restore = true, first = 1 } = {},
): SketchedCallback {
  const events: SketchedCallback['events'] = [];
  let best: number | null = null;
  let bestEpoch = 0;
  let wait = 0;
  const add = (kind: CallbackEvent['kind'], epoch: number, value: Sample, facts: Facts) =>
    events.push({ kind, epoch, value, facts });
  const before = (): Facts => (best === null ? {} : { best: toSample(best), bestEpoch });
  for (const [row, sample] of values.entries()) {
    const epoch = first + row;
    const value = fromSample(sample) ?? Number.NaN;
    if (best === null ? !Number.isNaN(value) : value + minDelta < best) {
      add('improved', epoch, sample, { ...before(), wait: 0, patience, minDelta });
      [best, bestEpoch, wait] = [value, epoch, 0];
      continue;
    }
    wait += 1;
    add('waited', epoch, sample, { ...before(), wait, patience, minDelta });
    if (wait < Math.max(1, patience) || epoch === 1) continue;
    add('stopped', epoch, sample, { ...before(), wait, patience });
    if (restore && best !== null) add('restored', epoch, sample, before());
    break;
  }
  return {
    lane: {
      name: 'EarlyStopping',
      monitor,
      mode: 'min',
      settings: { monitor, minDelta, patience, mode: 'auto', restoreBestWeights: restore },
    },
    events,
  };
}

/** A ModelCheckpoint that keeps the best only. */
export function sketchCheckpoint(
  values: readonly Sample[],
  path: (epoch: number) => string,
  { monitor = 'val_loss', filepath = path(1), bestOnly = true } = {},
): SketchedCallback {
  const events: SketchedCallback['events'] = [];
  let best: number | null = null;
  let bestEpoch = 0;
  for (const [row, sample] of values.entries()) {
    const epoch = row + 1;
    const value = fromSample(sample) ?? Number.NaN;
    const before: Facts = best === null ? {} : { best: toSample(best), bestEpoch };
    if (!bestOnly || best === null || value < best) {
      events.push({ kind: 'saved', epoch, value: sample, facts: { path: path(epoch), ...before } });
      if (best === null || value < best) [best, bestEpoch] = [value, epoch];
    } else events.push({ kind: 'skipped', epoch, value: sample, facts: before });
  }
  return {
    lane: { name: 'ModelCheckpoint', monitor, mode: 'min', settings: { filepath, saveBestOnly: bestOnly } },
    events,
  };
}

/** A ReduceLROnPlateau as Keras has it, and the learning rate of each epoch. */
export function sketchReduceLr(
  values: readonly Sample[],
  { patience = 2, factor = 0.1, minDelta = 1e-4, cooldown = 0, minLr = 0, rate = 0.001 } = {},
): SketchedCallback & { rates: number[] } {
  const events: SketchedCallback['events'] = [];
  const rates: number[] = [];
  let best: number | null = null;
  let bestEpoch = 0;
  let wait = 0;
  let pause = 0;
  let now = rate;
  for (const [row, sample] of values.entries()) {
    const epoch = row + 1;
    rates.push(now);
    const value = fromSample(sample) ?? Number.NaN;
    const facts: Facts = best === null ? {} : { best: toSample(best), bestEpoch };
    if (pause > 0) {
      pause -= 1;
      wait = 0;
    }
    if (best === null || value + minDelta < best) {
      events.push({
        kind: 'improved',
        epoch,
        value: sample,
        facts: { ...facts, wait: 0, patience, minDelta },
      });
      [best, bestEpoch, wait] = [value, epoch, 0];
    } else if (pause > 0) events.push({ kind: 'cooled', epoch, value: sample, facts: { cooldown: pause } });
    else {
      wait += 1;
      events.push({ kind: 'waited', epoch, value: sample, facts: { ...facts, wait, patience, minDelta } });
      if (wait < Math.max(1, patience)) continue;
      const next = Math.max(minLr, Number((now * factor).toPrecision(6)));
      if (next < now)
        events.push({ kind: 'reduced', epoch, facts: { from: now, to: next, wait, patience, minDelta } });
      else events.push({ kind: 'held', epoch, facts: { minimum: minLr } });
      if (next < now) {
        now = next;
        pause = cooldown;
        wait = 0;
      }
    }
  }
  return {
    lane: {
      name: 'ReduceLROnPlateau',
      monitor: 'val_loss',
      mode: 'min',
      settings: { factor, patience, minDelta, cooldown, minLr },
    },
    events,
    rates,
  };
}

/** The lecture's criteria: the gradient, the change of the loss and of the weights fall towards zero. */
export function sketchCriteria(epochs: number, thresholds: Record<string, number>): SketchedCallback {
  const events: SketchedCallback['events'] = [];
  Object.entries(thresholds).forEach(([criterion, threshold], index) => {
    for (let epoch = 1; epoch <= epochs; epoch += 1) {
      const wobble = 1 + 0.35 * Math.sin(epoch * (1.7 + index));
      const value = toSample(wobble * 0.8 * 0.66 ** (epoch * (1 - 0.15 * index)));
      events.push({ kind: 'measured', epoch, value, facts: { criterion, threshold } });
    }
  });
  events.sort((a, b) => a.epoch - b.epoch);
  return { lane: { name: 'StoppingCriteria', settings: thresholds }, events };
}

/** The record of callbacks that ran together; events in the order in which they would have been told. */
export function sketchRecord(
  callbacks: readonly SketchedCallback[],
  stepsPerEpoch = 28,
): { lanes: CallbackLane[]; events: CallbackEvent[] } {
  const events = callbacks.flatMap((callback, lane) =>
    callback.events.map((event) => ({
      ...event,
      lane,
      step: Math.max(
        0,
        typeof event.facts.batch === 'number'
          ? (event.epoch - 1) * stepsPerEpoch + event.facts.batch
          : event.epoch * stepsPerEpoch,
      ),
    })),
  );
  events.sort((a, b) => a.step - b.step || a.lane - b.lane);
  return { lanes: callbacks.map(({ lane }) => lane), events };
}
