import { afterEach, expect, test, vi } from 'vitest';
import { type RunCursorState, runCursor } from '../../../renderers/drawing/run-cursor.js';

const ends: (() => void)[] = [];
afterEach(() => {
  for (const run of ['a', 'b']) runCursor(run).release();
  for (const end of ends.splice(0)) end();
});
function watch(run: string): RunCursorState[] {
  const seen: RunCursorState[] = [];
  ends.push(runCursor(run).subscribe((state) => seen.push(state)));
  return seen;
}

test('hovering in one picture shows in all of the run, and in no other run', () => {
  const [first, second, other] = [watch('a'), watch('a'), watch('b')];
  runCursor('a').hover({ epoch: 7 });
  runCursor('a').hover(null);
  const expected = [
    { position: { epoch: 7 }, pinned: false },
    { position: null, pinned: false },
  ];
  expect(first).toEqual(expected);
  expect(second).toEqual(expected);
  expect(other).toEqual([]);
});

test('the same moment is told once; another step of the epoch is another moment', () => {
  const seen = watch('a');
  const cursor = runCursor('a');
  cursor.hover({ epoch: 7 });
  cursor.hover({ epoch: 7 });
  cursor.hover({ epoch: 7, step: 190 });
  expect(seen.map(({ position }) => position)).toEqual([{ epoch: 7 }, { epoch: 7, step: 190 }]);
});

test('a pin holds against hovering, can be moved, and is released', () => {
  const seen = watch('a');
  const cursor = runCursor('a');
  cursor.pin({ epoch: 3 });
  cursor.hover({ epoch: 9 });
  cursor.hover(null);
  expect(cursor.state).toEqual({ position: { epoch: 3 }, pinned: true });
  cursor.pin({ epoch: 4 });
  cursor.release();
  expect(cursor.state).toEqual({ position: null, pinned: false });
  cursor.hover({ epoch: 9 });
  expect(seen.map(({ position }) => position?.epoch)).toEqual([3, 4, undefined, 9]);
});

test('pinning where it hovers is a change, releasing nothing is none', () => {
  const seen = watch('a');
  const cursor = runCursor('a');
  cursor.release();
  cursor.hover({ epoch: 2 });
  cursor.pin({ epoch: 2 });
  expect(seen.map(({ pinned }) => pinned)).toEqual([false, true]);
});

test('who ended hears nothing; with the last one a hover goes, a pin stays', () => {
  const listener = vi.fn();
  const cursor = runCursor('a');
  const end = cursor.subscribe(listener);
  cursor.hover({ epoch: 1 });
  end();
  expect(cursor.state.position).toBeNull();
  cursor.pin({ epoch: 5 });
  expect(listener).toHaveBeenCalledTimes(1);
  cursor.subscribe(() => {})();
  expect(cursor.state).toEqual({ position: { epoch: 5 }, pinned: true });
});

test('a listener may move the cursor or end another while it is told', () => {
  const cursor = runCursor('a');
  const seen: (number | undefined)[] = [];
  ends.push(
    cursor.subscribe(({ position }) => {
      if (position?.epoch === 1) cursor.hover({ epoch: 2 });
    }),
  );
  ends.push(cursor.subscribe(({ position }) => seen.push(position?.epoch)));
  cursor.hover({ epoch: 1 });
  expect(seen).toEqual([2]);
  const late = vi.fn();
  let endLate = () => {};
  ends.push(cursor.subscribe(() => endLate()));
  endLate = cursor.subscribe(late);
  cursor.hover({ epoch: 3 });
  expect(late).not.toHaveBeenCalled();
});

test('two copies of the module share it, as the renderers of a page do', async () => {
  vi.resetModules();
  const copy = await import('../../../renderers/drawing/run-cursor.js');
  expect(copy.runCursor).not.toBe(runCursor);
  const seen = watch('a');
  copy.runCursor('a').hover({ epoch: 4 });
  expect(seen).toEqual([{ position: { epoch: 4 }, pinned: false }]);
});
