import type { Node } from '../../graph/graph.js';
import { argMax } from './arg-max.js';
import type { CallCode } from './call-context.js';
import {
  convolution,
  filterGradient,
  filterGradientBytes,
  inputGradient,
  unfoldedBytes,
} from './convolution.js';
import { matMul } from './mat-mul.js';
import { oneHot } from './one-hot.js';
import { place } from './place.js';
import { fold, maxPool, maxPoolGrad, unfold } from './pooling.js';
import { random } from './random.js';
import { gather, refusedBytes, scatterAdd } from './rows.js';

/** Operations with loops of their own, by their names. */
export const CALLS: Readonly<Record<string, CallCode | undefined>> = {
  argMax,
  convolution,
  filterGradient,
  fold,
  gather,
  inputGradient,
  matMul,
  maxPool,
  maxPoolGrad,
  oneHot,
  place,
  random,
  scatterAdd,
  unfold,
};

const SCRATCH: Readonly<Record<string, ((node: Node) => number) | undefined>> = {
  convolution: unfoldedBytes,
  filterGradient: filterGradientBytes,
  gather: refusedBytes,
  inputGradient: unfoldedBytes,
};

/** How many bytes an operation needs while it is at work, beside its inputs and its result. */
export const scratchOf = (node: Node): number => SCRATCH[node.op]?.(node) ?? 0;
