export {
  type ChoiceOptions,
  type FileOptions,
  type Input,
  input,
  type NumberOptions,
  type TextOptions,
} from './input.js';
export type { SliderOptions } from './slider-form.js';
