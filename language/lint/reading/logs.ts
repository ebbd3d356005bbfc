import { type ModelState, type ObjectValue, validates } from '../program/index.js';
import { canonical, metricsOf } from './compiled.js';

/** What is known of the logs of a fit. */
export interface Logs {
  /** Whether there are rows to validate with; undefined where that is not known. */
  isValidated: boolean | undefined;
  /** Their names as they were written, those of the training before those of the validation. */
  names: readonly string[];
  /** Whether a name, in whichever spelling, is among them. */
  has(name: string): boolean;
}

/** What callbacks add. */
const ADDED = new Set(['lr', 'learningrate']);

/** Undefined where it is not known what is measured. */
export function logsOf(model: ModelState | undefined, options: ObjectValue | undefined): Logs | undefined {
  if (!model || model.several || (model.open && model.layers.length === 0)) return undefined;
  const { compiled } = model;
  if (!compiled || compiled === 'maybe' || !compiled.options) return undefined;
  const metrics = metricsOf(compiled.options);
  if (!metrics) return undefined;
  const isValidated = validates(options);
  const ofTraining = ['loss', ...metrics.map(({ name }) => name)];
  const there = new Set([...ADDED, ...metrics.map(({ name }) => canonical(name))]);
  return {
    isValidated,
    names: isValidated === false ? ofTraining : [...ofTraining, ...ofTraining.map((name) => `val_${name}`)],
    has(name) {
      const base = name.replace(/^val_/, '');
      return base === 'loss' || (canonical(base) !== 'loss' && there.has(canonical(base)));
    },
  };
}
