import { afterEach, expect, test } from 'vitest';
import type { RendererContext } from 'vscode-notebook-renderer';
import { isPinMessage } from '../../../protocol/index.js';
import { runCursor } from '../../../renderers/drawing/run-cursor.js';
import { sharePins } from '../../../renderers/drawing/share-pins.js';

afterEach(() => runCursor('shared').release());

/** A renderer's way to the editor. */
function renderer() {
  const sent: unknown[] = [];
  const listeners: ((message: unknown) => void)[] = [];
  sharePins({
    postMessage: (message: unknown) => sent.push(message),
    onDidReceiveMessage: (listener: (message: unknown) => void) => {
      listeners.push(listener);
      return { dispose() {} };
    },
  } as unknown as RendererContext<unknown>);
  return {
    sent,
    receive: (message: unknown) => {
      for (const listener of listeners) listener(message);
    },
  };
}

test('one renderer of a page tells of pins, not of hovering, and what is heard is not said again', () => {
  Reflect.deleteProperty(globalThis, Symbol.for('epochbook.shared-pins'));
  const [first, second] = [renderer(), renderer()];
  const cursor = runCursor('shared');
  cursor.hover({ epoch: 2 });
  cursor.pin({ epoch: 3 });
  cursor.release();
  expect(second.sent).toEqual([]);
  const told = [
    { type: 'pin', run: 'shared', position: { epoch: 3 } },
    { type: 'pin', run: 'shared', position: null },
  ];
  expect(first.sent).toEqual(told);
  for (const each of [first, second])
    each.receive({ type: 'pin', run: 'shared', position: { epoch: 5, step: 90 } });
  expect(cursor.state).toEqual({ position: { epoch: 5, step: 90 }, pinned: true });
  second.receive({ type: 'pin', run: 'shared', position: null });
  expect(cursor.state.pinned).toBe(false);
  expect(first.sent).toEqual(told);
});

test('a release from elsewhere leaves what is hovered', () => {
  const { receive } = renderer();
  runCursor('shared').hover({ epoch: 4 });
  receive({ type: 'pin', run: 'shared', position: null });
  expect(runCursor('shared').state.position).toEqual({ epoch: 4 });
});

test.each([
  null,
  'pin',
  { type: 'pin', run: 7, position: null },
  { type: 'pin', run: 'shared' },
  { type: 'pin', run: 'shared', position: { epoch: 'a' } },
  { type: 'pin', run: 'shared', position: { epoch: 1, step: null } },
  { type: 'state', run: 'shared', position: null },
])('%j is no pin', (message) => {
  expect(isPinMessage(message)).toBe(false);
});
