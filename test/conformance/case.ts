import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../kernel/engine.js';

/**
 * `forward`: what it computes; `backward`: the gradients by its inputs and weights; `trained`: losses, weights and
 * predictions of a model after a few steps of `fit`.
 */
export type Phase = 'forward' | 'backward' | 'trained';
export const phases: readonly Phase[] = ['forward', 'backward', 'trained'];

/** How far engines may lie apart: see `tolerances`. */
export type Kind = 'exact' | 'elementwise' | 'contraction' | 'trained' | 'approximated';

/** A tensor or number with the name that a failure calls it by. */
export type Named = readonly [name: string, value: Tensor | number];

export interface Case {
  /** Row of the table: an operation (`conv2d`), or a part of the Layers API (`layers.conv2d`, `optimizer adam`). */
  of: string;
  /** Shapes and settings. */
  name: string;
  kind: Kind;
  run: Partial<Record<Phase, (tf: TfNamespace) => readonly Named[] | Promise<readonly Named[]>>>;
  /** Phases that must end, on every engine, in an error with such a message. */
  refuses?: Partial<Record<Phase, RegExp>>;
}

export const idOf = ({ of, name }: Case): string => `${of}: ${name}`;
