import type { Stage } from './stage.js';

interface Acts {
  /** So many points on, back where it is negative. */
  walk(step: number): void;
  /** How many points there are. */
  end(): number;
  pin(): void;
  toggle(): void;
  /** @returns whether there was anything to take back. */
  takeBack(): boolean;
}

/** Pixels that a key turns or moves by. */
const STEP = 24;
const PAGE = 10;

/** What keys do while the stage has the focus; those it does not know are left to the notebook. */
export function onStageKeys(stage: Stage, acts: Acts): void {
  const plain: Record<string, () => unknown> = {
    ArrowRight: () => acts.walk(1),
    ArrowDown: () => acts.walk(1),
    ArrowLeft: () => acts.walk(-1),
    ArrowUp: () => acts.walk(-1),
    Home: () => acts.walk(-acts.end()),
    End: () => acts.walk(acts.end()),
    PageDown: () => acts.walk(PAGE),
    PageUp: () => acts.walk(-PAGE),
    Enter: () => acts.pin(),
    ' ': () => acts.toggle(),
    '+': () => stage.zoom(1),
    '=': () => stage.zoom(1),
    '-': () => stage.zoom(-1),
    '0': () => stage.showAll(),
    Escape: () => acts.takeBack(),
  };
  const shifted: Record<string, () => unknown> = {
    ArrowRight: () => stage.shift(STEP, 0),
    ArrowLeft: () => stage.shift(-STEP, 0),
    ArrowUp: () => stage.shift(0, -STEP),
    ArrowDown: () => stage.shift(0, STEP),
    '+': () => stage.zoom(1),
  };
  stage.root.addEventListener('keydown', (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey) return;
    const act = (event.shiftKey ? shifted : plain)[event.key];
    // Escape leaves the picture where there is nothing to take back.
    if (!act || act() === false) return;
    event.preventDefault();
    event.stopPropagation();
  });
}
