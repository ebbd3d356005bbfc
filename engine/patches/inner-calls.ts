import type { LayerParts } from './layer-parts.js';

type Kwargs = Record<string, unknown> | undefined;
interface Called extends LayerParts {
  call(inputs: unknown, kwargs: Kwargs): unknown;
}
type InnerName = 'layer' | 'forwardLayer' | 'backwardLayer';

/**
 * Runs something while the calls of a wrapper's inner layers go through `around`.
 *
 * @param around Gets the inner layer, its call, and what it is called with; another `kwargs` may be given to the call.
 */
export function replacedWithin<T>(
  wrapper: LayerParts,
  names: readonly InnerName[],
  around: (inner: LayerParts, call: (kwargs?: Kwargs) => unknown, inputs: unknown, kwargs: Kwargs) => unknown,
  run: () => T,
): T {
  const before = names.map((name) => wrapper[name]);
  names.forEach((name, i) => {
    const inner = before[i] as Called | undefined;
    if (!inner) return;
    const value = (inputs: unknown, kwargs: Kwargs): unknown =>
      around(inner, (other = kwargs) => inner.call(inputs, other), inputs, kwargs);
    wrapper[name] = Object.create(inner, { call: { value } }) as LayerParts;
  });
  try {
    return run();
  } finally {
    names.forEach((name, i) => {
      if (before[i]) wrapper[name] = before[i];
    });
  }
}
