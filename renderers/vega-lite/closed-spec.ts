import type { Spec } from 'vega';

/** What an input of a chart may be given; any other name would become an attribute, an event handler among them. */
const inputNames = new Set([
  'input',
  'min',
  'max',
  'step',
  'options',
  'labels',
  'name',
  'debounce',
  'placeholder',
]);
const inputs = new Set(['checkbox', 'radio', 'range', 'select', 'text', 'number', 'color', 'date']);

/** A compiled chart that keeps to its own place on the page: its inputs stand in it and hold no code. */
export function closedSpec(spec: Spec): Spec {
  const signals = spec.signals?.map((signal) => {
    if (!('bind' in signal) || typeof signal.bind !== 'object' || signal.bind === null) return signal;
    const { bind, ...rest } = signal;
    const kept = Object.fromEntries(Object.entries(bind).filter(([name]) => inputNames.has(name)));
    return typeof kept.input === 'string' && inputs.has(kept.input) ? { ...rest, bind: kept } : rest;
  });
  return {
    ...spec,
    ...(signals && { signals: signals as NonNullable<Spec['signals']> }),
    config: { ...spec.config, events: { ...spec.config?.events, bind: 'container' } },
  };
}
