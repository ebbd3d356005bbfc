import { expect, test } from 'vitest';
import { StepWatch } from '../../../engine/hint/step-watch.js';

/** Goes through steps of these lengths, of which the process computed `share`. @returns the watch and the steps taken. */
function watch(lengths: Iterable<[wall: number, share?: number]>) {
  const now = { wall: 0, processor: 0 };
  const watched = new StepWatch({ wall: () => now.wall, processor: () => now.processor });
  let steps = 0;
  for (const [wall, share = 1] of lengths) {
    if (watched.isOver) break;
    watched.begin();
    now.wall += wall;
    now.processor += wall * share;
    watched.end();
    steps++;
  }
  return { watched, steps };
}

function* forever<T>(...round: T[]): Generator<T> {
  for (;;) yield* round;
}

test('steps while all gets warm do not count', () => {
  function* slowAtFirst(): Generator<[number]> {
    for (let i = 0; i < 12; i++) yield [100];
    yield* forever<[number]>([2]);
  }
  expect(watch(slowAtFirst()).watched.timing()).toEqual({ msPerStep: 2, steps: 200 });
});

test('the median counts, and of steps in which the process was held up none', () => {
  const steps = forever<[number, number?]>([4], [40, 0.01], [5], [30, 0.01], [6]);
  const { watched } = watch(steps);
  expect(watched.timing().msPerStep).toBe(5);
});

test('a slow model is judged by one step', () => {
  const { watched, steps } = watch(forever<[number]>([4000]));
  expect(watched.timing()).toEqual({ msPerStep: 4000, steps: 1 });
  expect(steps).toBe(2);
});

test('on a machine that is too busy it gives up and says so', () => {
  const { watched, steps } = watch(forever<[number, number]>([50, 0.2]));
  expect(steps).toBe(400);
  expect(() => watched.timing()).toThrow('too busy: only 0 steps were undisturbed');
});
