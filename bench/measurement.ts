import type { Product } from './product.js';

export type Target = { atMost: number } | { atLeast: number };

/** One line of the table. */
export interface Measurement {
  name: string;
  value: number;
  unit: 'ms' | 's' | '%' | '/s' | '/min' | 'fps' | 'KiB' | 'MB' | '×';
  /** What the value is: how many were measured, and how far they spread. */
  detail: string;
  /** Absent where the number is only for information. */
  target?: Target;
}

export interface MeasureOptions {
  product: Product;
  /** Fewer repetitions: to see that everything can be measured. */
  quick: boolean;
}

/** A part of the benchmarks that can be picked by its name. */
export interface Measure {
  name: string;
  /** @throws Error when it cannot be measured; a slow number is no error. */
  run(options: MeasureOptions): Promise<Measurement[]>;
}

export function meets(value: number, target: Target): boolean {
  return 'atMost' in target ? value <= target.atMost : value >= target.atLeast;
}
