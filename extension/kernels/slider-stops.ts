import { onStep } from '../../protocol/input-form.js';

/** More would not be found in a list. */
const MOST = 1000;

/**
 * Where a slider can stand, from the smallest; of very many, evenly chosen ones.
 *
 * @param standing where it stands at first, which is always among them.
 */
export function sliderStops(form: { min: number; max: number; step: number }, standing: number): number[] {
  const { min, max, step } = form;
  const count = Math.floor((max - min) / step + 1e-6);
  const every = Math.max(1, Math.ceil(count / MOST));
  const stops = new Set<number>();
  for (let at = 0; at <= count; at += every) stops.add(onStep(form, min + at * step));
  stops.add(onStep(form, max));
  if (Number.isFinite(standing)) stops.add(onStep(form, standing));
  return [...stops].sort((a, b) => a - b);
}
