import type { TfNamespace } from '../../tf-namespace.js';
import type { LayerParts, Weight } from '../layer-parts.js';
import { wrapMethod } from '../wrap-method.js';

interface Constraint {
  apply: NonNullable<Weight['constraint']>['apply'];
  getClassName(): string;
  getConfig(): object;
}

interface Normalization extends LayerParts {
  gamma?: Weight | null;
  beta?: Weight | null;
  gammaConstraint?: Constraint | null;
  betaConstraint?: Constraint | null;
}

/**
 * LayerNormalization has no `gammaConstraint` and `betaConstraint` in tfjs-layers, and DepthwiseConv2D writes its regularizer
 * in the place of its constraint. With the patch they have and keep them.
 */
export function patchNormalizationConstraints(tf: TfNamespace): void {
  const layer = Object.getPrototypeOf(tf.layers.layerNormalization({ name: 'prototype' })) as object;
  wrapMethod<Normalization, [shape: unknown], void>(
    layer,
    'build',
    'constraints',
    (original) =>
      function (shape) {
        original.call(this, shape);
        if (this.gamma) this.gamma.constraint = this.gammaConstraint;
        if (this.beta) this.beta.constraint = this.betaConstraint;
      },
  );
  wrapMethod<Normalization, [], Record<string, unknown>>(
    layer,
    'getConfig',
    'constraints',
    (original) =>
      function () {
        const { gammaConstraint, betaConstraint } = this;
        return {
          ...original.call(this),
          gammaConstraint: described(gammaConstraint),
          betaConstraint: described(betaConstraint),
        };
      },
  );
  const depthwise = tf.layers.depthwiseConv2d({ kernelSize: 1, name: 'prototype' } as never);
  wrapMethod<{ depthwiseConstraint?: Constraint | null }, [], Record<string, unknown>>(
    Object.getPrototypeOf(depthwise) as object,
    'getConfig',
    'constraints',
    (original) =>
      function () {
        return { ...original.call(this), depthwiseConstraint: described(this.depthwiseConstraint) };
      },
  );
}

const described = (constraint: Constraint | null | undefined): object | null =>
  constraint ? { className: constraint.getClassName(), config: constraint.getConfig() } : null;
