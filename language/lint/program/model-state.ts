import { Box } from './boxes.js';
import type { ModelState, ModelValue } from './values.js';

/** Of a model of which nothing is known. */
export const opaque: ModelState = { layers: [], open: true, several: false, compiled: 'maybe' };

export const newModel = (state: Partial<ModelState> = {}): ModelValue => ({
  kind: 'model',
  state: new Box<ModelState>(
    { layers: [], open: false, several: false, compiled: undefined, ...state },
    joinStates,
  ),
});

function joinStates(a: ModelState, b: ModelState): ModelState {
  if (a === b) return a;
  const compiled = a.compiled === b.compiled ? a.compiled : 'maybe';
  const several = a.several || b.several;
  const [short, long] = a.layers.length <= b.layers.length ? [a.layers, b.layers] : [b.layers, a.layers];
  if (short.some(({ layer }, i) => long[i]?.layer !== layer))
    return { layers: [], open: true, several, compiled };
  const layers = long.map(({ layer, certain }, i) => ({
    layer,
    certain: certain && short[i]?.certain === true,
  }));
  return { layers, open: a.open || b.open, several, compiled };
}
