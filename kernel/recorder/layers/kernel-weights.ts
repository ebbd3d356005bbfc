import type { WeightsRecord } from './layer-events.js';
import type { Kernel } from './network.js';

/** The weights between the layers of a network, as of the end of an epoch. */
export function readWeights(kernels: readonly Kernel[], epoch: number): WeightsRecord {
  return {
    kind: 'weights',
    epoch,
    matrices: kernels.map(({ from, to, weight, kind }) => {
      const tensor = weight.read();
      const rows = tensor.shape.at(-2) ?? 1;
      const columns = tensor.shape.at(-1) ?? 1;
      const data = tensor.dataSync();
      const values = kind === 'dense' ? Float32Array.from(data) : overWindow(data, rows * columns);
      return { from, to, rows, columns, values };
    }),
  };
}

/** Of a convolution, one number for each pair of channels: the norm over the window, with the sign of the sum. */
function overWindow(data: ArrayLike<number>, pairs: number): Float32Array {
  const values = new Float32Array(pairs);
  for (let pair = 0; pair < pairs; pair++) {
    let sum = 0;
    let squares = 0;
    for (let i = pair; i < data.length; i += pairs) {
      const value = data[i] as number;
      sum += value;
      squares += value * value;
    }
    values[pair] = Math.sign(sum) * Math.sqrt(squares);
  }
  return values;
}
