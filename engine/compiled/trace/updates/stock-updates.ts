import type { Scalar, Variable } from '@tensorflow/tfjs-core';
import { NotCompiled } from '../../lower/index.js';
import { Arithmetic, type UpdateContext } from './update.js';

interface Kept {
  variable: Variable;
}

/** The value of a scalar that the optimizer replaces when its rate is set. */
function scalarOf(read: () => Scalar): () => number {
  let seen: object | undefined;
  let value = 0;
  return () => {
    const scalar = read();
    if (scalar.dataId !== seen) {
      value = scalar.dataSync()[0] as number;
      seen = scalar.dataId;
    }
    return value;
  };
}

type Update<Optimizer> = (optimizer: Optimizer, context: UpdateContext) => void;

const slot = (list: readonly Kept[], place: number): Variable => (list[place] as Kept).variable;

const sgd: Update<{ c: Scalar }> = (optimizer, { graph, gradients, current, write, setting }) => {
  const a = new Arithmetic(graph);
  const rate = setting(scalarOf(() => optimizer.c));
  for (const { variable, gradient } of gradients)
    write(variable, a.add(a.mul(rate, gradient), current(variable)));
};

interface Momentum {
  c: Scalar;
  m: Scalar;
  useNesterov: boolean;
  accumulations: Kept[];
}

const momentum: Update<Momentum> = (optimizer, { graph, gradients, current, write, setting }) => {
  const a = new Arithmetic(graph);
  const rate = setting(scalarOf(() => optimizer.c));
  const share = setting(scalarOf(() => optimizer.m));
  for (const { place, variable, gradient } of gradients) {
    const kept = slot(optimizer.accumulations, place);
    const next = a.add(a.mul(share, current(kept)), gradient);
    const direction = optimizer.useNesterov ? a.add(gradient, a.mul(next, share)) : next;
    write(variable, a.add(a.mul(rate, direction), current(variable)));
    write(kept, next);
  }
};

interface RMSProp {
  learningRate: number;
  decay: number;
  momentum: number;
  epsilon: number;
  centered: boolean;
  accumulatedMeanSquares: Kept[];
  accumulatedMoments: Kept[];
  accumulatedMeanGrads: Kept[];
}

const rmsprop: Update<RMSProp> = (optimizer, { graph, gradients, current, write, setting }) => {
  const a = new Arithmetic(graph);
  const { decay, epsilon, centered } = optimizer;
  const rate = setting(() => optimizer.learningRate);
  const mean = (old: number, now: number): number =>
    a.add(a.mul(old, { constant: decay }), a.mul(now, { constant: 1 - decay }));
  for (const { place, variable, gradient } of gradients) {
    const [squares, moments] = [
      slot(optimizer.accumulatedMeanSquares, place),
      slot(optimizer.accumulatedMoments, place),
    ];
    const square = mean(current(squares), a.mul(gradient, gradient));
    let size = a.add(square, { constant: epsilon });
    if (centered) {
      const gradients = slot(optimizer.accumulatedMeanGrads, place);
      const center = mean(current(gradients), gradient);
      size = a.sub(square, a.add(a.mul(center, center), { constant: -epsilon }));
      write(gradients, center);
    }
    const moment = a.add(
      a.mul(current(moments), { constant: optimizer.momentum }),
      a.div(a.mul(gradient, rate), a.sqrt(size)),
    );
    write(variable, a.sub(current(variable), moment));
    write(squares, square);
    write(moments, moment);
  }
};

interface Adam {
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  accBeta1: Variable;
  accBeta2: Variable;
  accumulatedFirstMoment: Kept[];
  accumulatedSecondMoment: Kept[];
}

const adam: Update<Adam> = (optimizer, { graph, gradients, current, write, setting }) => {
  const a = new Arithmetic(graph);
  const { beta1, beta2, epsilon, accBeta1, accBeta2 } = optimizer;
  const rate = setting(() => -optimizer.learningRate);
  const mean = (old: number, now: number, beta: number): number =>
    a.add(a.mul(old, { constant: beta }), a.mul(now, { constant: 1 - beta }));
  const [powers1, powers2] = [current(accBeta1), current(accBeta2)];
  const [rest1, rest2] = [a.sub({ constant: 1 }, powers1), a.sub({ constant: 1 }, powers2)];
  for (const { place, variable, gradient } of gradients) {
    const first = slot(optimizer.accumulatedFirstMoment, place);
    const second = slot(optimizer.accumulatedSecondMoment, place);
    const direction = mean(current(first), gradient, beta1);
    const square = mean(current(second), a.mul(gradient, gradient), beta2);
    const size = a.add(a.sqrt(a.div(square, rest2)), { constant: epsilon });
    write(variable, a.add(a.mul(a.div(a.div(direction, rest1), size), rate), current(variable)));
    write(first, direction);
    write(second, square);
  }
  write(accBeta1, a.mul(powers1, { constant: beta1 }));
  write(accBeta2, a.mul(powers2, { constant: beta2 }));
};

interface Adagrad {
  learningRate: number;
  accumulatedGrads: Kept[];
}

const adagrad: Update<Adagrad> = (optimizer, { tf, graph, gradients, current, write, setting }) => {
  const a = new Arithmetic(graph);
  const rate = setting(() => -optimizer.learningRate);
  const epsilon = { constant: tf.backend().epsilon() };
  for (const { place, variable, gradient } of gradients) {
    const kept = slot(optimizer.accumulatedGrads, place);
    const sum = a.add(current(kept), a.mul(gradient, gradient));
    const change = a.div(gradient, a.sqrt(a.add(sum, epsilon)));
    write(variable, a.add(a.mul(change, rate), current(variable)));
    write(kept, sum);
  }
};

interface Adamax {
  learningRate: number;
  beta1: number;
  beta2: number;
  epsilon: number;
  decay: number;
  iteration: Variable;
  accBeta1: Variable;
  accumulatedFirstMoment: Kept[];
  accumulatedWeightedInfNorm: Kept[];
}

const adamax: Update<Adamax> = (optimizer, { graph, gradients, current, write, setting }) => {
  const a = new Arithmetic(graph);
  const { beta1, beta2, epsilon, decay, iteration, accBeta1 } = optimizer;
  const [steps, powers] = [current(iteration), current(accBeta1)];
  const slowed = a.add(a.mul(steps, { constant: decay }), { constant: 1 });
  const rate = a.div(
    a.div(
      setting(() => -optimizer.learningRate),
      slowed,
    ),
    a.sub({ constant: 1 }, powers),
  );
  for (const { place, variable, gradient } of gradients) {
    const first = slot(optimizer.accumulatedFirstMoment, place);
    const norms = slot(optimizer.accumulatedWeightedInfNorm, place);
    const direction = a.add(
      a.mul(current(first), { constant: beta1 }),
      a.mul(gradient, { constant: 1 - beta1 }),
    );
    const norm = a.max(a.mul(current(norms), { constant: beta2 }), a.abs(gradient));
    const change = a.div(direction, a.add(norm, { constant: epsilon }));
    write(variable, a.add(a.mul(rate, change), current(variable)));
    write(first, direction);
    write(norms, norm);
  }
  write(iteration, a.add(steps, { constant: 1 }));
  write(accBeta1, a.mul(powers, { constant: beta1 }));
};

interface Adadelta {
  learningRate: number;
  rho: number;
  epsilon: number;
  accumulatedGrads: Kept[];
  accumulatedUpdates: Kept[];
}

/** As it is repaired: by the gradients of this step, too. */
const adadelta: Update<Adadelta> = (optimizer, { graph, gradients, current, write, setting }) => {
  const a = new Arithmetic(graph);
  const { rho, epsilon } = optimizer;
  const rate = setting(() => -optimizer.learningRate);
  const root = (x: number): number => a.sqrt(a.add(x, { constant: epsilon }));
  const mean = (old: number, now: number): number =>
    a.add(a.mul(old, { constant: rho }), a.mul(now, { constant: 1 - rho }));
  for (const { place, variable, gradient } of gradients) {
    const [squares, moves] = [
      slot(optimizer.accumulatedGrads, place),
      slot(optimizer.accumulatedUpdates, place),
    ];
    const square = mean(current(squares), a.mul(gradient, gradient));
    const change = a.mul(a.div(root(current(moves)), root(square)), gradient);
    write(variable, a.add(a.mul(change, rate), current(variable)));
    write(squares, square);
    write(moves, mean(current(moves), a.mul(change, change)));
  }
};

/** TensorFlow.js' own optimizers, formula for formula. Undefined for another class. */
export function stockUpdate(optimizer: object, context: UpdateContext): (() => void) | undefined {
  const { tf } = context;
  const rules: [unknown, Update<never>][] = [
    [tf.MomentumOptimizer, momentum],
    [tf.SGDOptimizer, sgd],
    [tf.RMSPropOptimizer, rmsprop],
    [tf.AdamOptimizer, adam],
    [tf.AdagradOptimizer, adagrad],
    [tf.AdadeltaOptimizer, adadelta],
    [tf.AdamaxOptimizer, adamax],
  ];
  // The class itself: a class of the student's own that extends it may do something else.
  const found = rules.find(([type]) => optimizer.constructor === type);
  if (!found) return undefined;
  found[1](optimizer as never, context);
  const counting = optimizer as { incrementIterations?(): void };
  if (!counting.incrementIterations)
    throw new NotCompiled('an optimizer that does not count', '세지 않는 옵티마이저');
  return () => counting.incrementIterations?.();
}
