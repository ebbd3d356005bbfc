/** A moment of a run: an epoch, counted from 1, and a step of it, counted from 1 over the whole run. */
export interface RunPosition {
  epoch: number;
  step?: number;
}

/** Where the cursor of a run is; `null` where it points at nothing. */
export interface RunCursorState {
  position: RunPosition | null;
  /** A pinned position stays whatever is hovered, until it is released. */
  pinned: boolean;
}

export type RunCursorListener = (state: RunCursorState) => void;

/** The one cursor that all pictures of a run on this page share. */
export interface RunCursor {
  readonly state: RunCursorState;
  /** Points at a moment, or with `null` at none. Does nothing while a position is pinned. */
  hover(position: RunPosition | null): void;
  /** Points at a moment and stays there. */
  pin(position: RunPosition): void;
  /** Frees a pinned position and points at none. */
  release(): void;
  /** Calls back on each change, not at once; returns what ends it. */
  subscribe(listener: RunCursorListener): () => void;
}

interface Shared {
  state: RunCursorState;
  listeners: Set<RunCursorListener>;
}

/** All outputs of a notebook live on one page, but each renderer is a module of its own: the page holds what they share. */
const KEY = Symbol.for('epochbook.run-cursors');
/** What hears of pins of all runs, of all renderers of the page. */
const WATCHERS = Symbol.for('epochbook.run-cursor-pins');
const NOWHERE: RunCursorState = { position: null, pinned: false };

function cursors(): Map<string, Shared> {
  const page = globalThis as { [KEY]?: Map<string, Shared> };
  page[KEY] ??= new Map();
  return page[KEY];
}

type PinListener = (run: string, position: RunPosition | null) => void;

function watchers(): Set<PinListener> {
  const page = globalThis as { [WATCHERS]?: Set<PinListener> };
  page[WATCHERS] ??= new Set();
  return page[WATCHERS];
}

/** Calls back when the cursor of any run of the page is pinned, or with `null` when it is released; returns what ends it. */
export function onPin(listener: PinListener): () => void {
  watchers().add(listener);
  return () => watchers().delete(listener);
}

const same = (a: RunPosition | null, b: RunPosition | null): boolean =>
  a?.epoch === b?.epoch && a?.step === b?.step;

/**
 * The cursor of a run, by the run's id. Hovering a moment in one picture shows it in all; a click pins it; Escape
 * releases it.
 *
 * ```ts
 * const cursor = runCursor(payload.run);
 * const end = cursor.subscribe(({ position }) => show(position));
 * cursor.hover({ epoch: 7 });
 * ```
 */
export function runCursor(run: string): RunCursor {
  const move = (position: RunPosition | null, pinned: boolean): void => {
    const shared = cursors().get(run) ?? { state: NOWHERE, listeners: new Set() };
    if (shared.state.pinned === pinned && same(shared.state.position, position)) return;
    const wasPinned = shared.state.pinned;
    const state = { position, pinned };
    shared.state = state;
    cursors().set(run, shared);
    if (pinned || wasPinned) for (const watcher of watchers()) watcher(run, pinned ? position : null);
    for (const listener of [...shared.listeners]) {
      // A listener that moved the cursor has told the others already.
      if (shared.state !== state) return;
      if (shared.listeners.has(listener)) listener(state);
    }
    forget(shared);
  };
  const forget = (shared: Shared): void => {
    if (shared.listeners.size === 0 && shared.state.position === null) cursors().delete(run);
  };
  const state = (): RunCursorState => cursors().get(run)?.state ?? NOWHERE;
  return {
    get state() {
      return state();
    },
    hover(position) {
      if (!state().pinned) move(position, false);
    },
    pin: (position) => move(position, true),
    release: () => move(null, false),
    subscribe(listener) {
      const shared = cursors().get(run) ?? { state: NOWHERE, listeners: new Set() };
      cursors().set(run, shared);
      // The same function may be given twice; each subscription is its own.
      const own: RunCursorListener = (each) => listener(each);
      shared.listeners.add(own);
      return () => {
        shared.listeners.delete(own);
        if (shared.listeners.size === 0 && !shared.state.pinned) shared.state = NOWHERE;
        forget(shared);
      };
    },
  };
}
