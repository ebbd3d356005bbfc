import type { RendererContext } from 'vscode-notebook-renderer';
import { isPinMessage, type PinMessage } from '../../protocol/index.js';
import { onPin, runCursor } from './run-cursor.js';

/** Each renderer is a module of its own; one of them speaks for the page. */
const KEY = Symbol.for('epochbook.shared-pins');

/** Pins of runs go to the pages beside this one, and come from them, where an editor passes them on. */
export function sharePins({ postMessage, onDidReceiveMessage }: RendererContext<unknown>): void {
  if (!postMessage || !onDidReceiveMessage) return;
  const page = globalThis as { [KEY]?: { taking: boolean } };
  const isFirst = page[KEY] === undefined;
  page[KEY] ??= { taking: false };
  const shared = page[KEY];
  onDidReceiveMessage((message: unknown) => {
    if (!isPinMessage(message)) return;
    const cursor = runCursor(message.run);
    // What was heard is not said again.
    shared.taking = true;
    if (message.position) cursor.pin(message.position);
    else if (cursor.state.pinned) cursor.release();
    shared.taking = false;
  });
  if (!isFirst) return;
  onPin((run, position) => {
    if (!shared.taking) postMessage({ type: 'pin', run, position } satisfies PinMessage);
  });
}
