import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../tf-namespace.js';
import { addGradient } from './replace-gradient.js';

/** The gradient of `einsum`, which tfjs-core 4.22 lacks: for each factor, what comes back times the other factor. */
export function addEinsumGradient(tf: TfNamespace): void {
  addGradient(tf, {
    kernelName: 'Einsum',
    saveAllInputs: true,
    gradFunc: (dy, saved, attrs) => {
      const { equation } = attrs as unknown as { equation: string };
      const [left, result = ''] = equation.replaceAll(' ', '').split('->') as [string, string?];
      const labels = left.split(',');
      return Object.fromEntries(
        saved.map((factor, i) => [
          i,
          () => {
            const others = saved.flatMap((x, j) => (i === j ? [] : [{ x, labels: labels[j] as string }]));
            return towards(tf, { x: dy as Tensor, labels: result }, others, {
              x: factor,
              labels: labels[i] as string,
            });
          },
        ]),
      );
    },
  });
}

interface Labelled {
  x: Tensor;
  labels: string;
}

function towards(tf: TfNamespace, dy: Labelled, others: Labelled[], factor: Labelled): Tensor {
  const factors = [dy, ...others];
  // What was added up alone comes back to each of its values.
  const found = [...factor.labels].filter((label) => factors.some(({ labels }) => labels.includes(label)));
  const scalar = factors.filter(({ labels }) => labels === '');
  const rest = factors.filter(({ labels }) => labels !== '');
  const contracted =
    rest.length === 0
      ? tf.scalar(1)
      : tf.einsum(
          `${rest.map(({ labels }) => labels).join(',')}->${found.join('')}`,
          ...rest.map(({ x }) => x),
        );
  const gradient = scalar.reduce((product, { x }) => tf.mul(product, x) as Tensor, contracted as Tensor);
  const kept = factor.x.shape.map((size, i) => (found.includes(factor.labels[i] as string) ? size : 1));
  return tf.broadcastTo(tf.reshape(gradient, kept), factor.x.shape);
}
