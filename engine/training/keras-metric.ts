import { unknownOption } from './loss.js';
import type { Options } from './loss-functions.js';
import { camel } from './loss-names.js';
import type { MetricKind } from './metric.js';

/** A metric with its options, as `compile` takes it: `tf.metrics.precision({ thresholds: 0.4 })`. */
export class KerasMetric {
  /** What it logs under. */
  readonly name: string;
  /** Options that differ from their defaults. */
  readonly options: Options;

  /** @throws Error for an option that the metric has not. */
  constructor(
    readonly kind: MetricKind,
    given: Options = {},
  ) {
    const { name, dtype: _dtype, fn: _fn, ...options } = given;
    this.name = typeof name === 'string' ? name : kind.name;
    const defaults = kind.options ?? {};
    this.options = {};
    for (const [key, value] of Object.entries(options)) {
      if (!(camel(key) in defaults))
        throw unknownOption(kind.className, key, ['name', ...Object.keys(defaults)]);
      if (value !== undefined && value !== defaults[camel(key)]) this.options[camel(key)] = value;
    }
  }

  /** All options, with their defaults. */
  get allOptions(): Options {
    return { ...this.kind.options, ...this.options };
  }

  getClassName(): string {
    return this.kind.className;
  }

  getConfig(): Options {
    return { name: this.name, ...this.allOptions };
  }
}
