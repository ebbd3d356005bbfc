export const CELLS = [
  `import * as tf from '@tensorflow/tfjs-node';
import { halve } from './numbers';
const t = tf.tensor2d([[1, 2, 3], [4, 5, 6.5]]);`,
  `const first = 1;
function add(x: number, y: number): number {
  const sum = x + y;
  return sum;
}`,
  `let total = 0;
for (let i = 0; i < 5; i++) {
  total = add(total, i);
}
const half = halve(await Promise.resolve(total));
console.log('total', total, half);`,
];
export const NUMBERS = `/** A half. */
export interface Unused { a: number }
export function halve(x: number): number {
  const result = x / 2;
  return result;
}
`;
