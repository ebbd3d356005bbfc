export interface SliderOptions {
  /** Default 0. */
  min?: number;
  /** Default 1. */
  max?: number;
  /** Default a hundredth of the way from `min` to `max`. */
  step?: number;
  /** Where it stands at first, and the answer where nobody can give one. Default: the middle. */
  value?: number;
}

const STEPS = 100;

/** What a slider runs through, with what was left out. */
export function sliderForm({ min = 0, max = 1, step }: SliderOptions): {
  kind: 'slider';
  min: number;
  max: number;
  step: number;
} {
  return { kind: 'slider', min, max, step: step ?? Number(((max - min) / STEPS).toPrecision(12)) };
}
