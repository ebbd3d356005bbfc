import type { Tensor, TensorContainer } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../tf-namespace.js';
import { wrapMethod } from '../wrap-method.js';
import { maskOf, setMask } from './mask-of.js';

type Kwargs = Record<string, unknown> | undefined;
type Mask = Tensor | null;

interface MaskedLayer {
  supportsMasking: boolean;
  getClassName(): string;
  computeMask(inputs: Tensor | Tensor[], mask: Mask | Mask[]): Mask | Mask[] | undefined;
}

/** Layers that let a mask through in Keras, and stop it in tfjs-layers. */
const LETS_THROUGH = new Set(['ELU', 'LeakyReLU', 'ThresholdedReLU', 'Softmax', 'Rescaling']);

const listOf = <T>(value: T | T[]): T[] => (Array.isArray(value) ? value : [value]);

const computed = (layer: MaskedLayer, inputs: Tensor[], masks: Mask[]): Mask | Mask[] | undefined =>
  inputs.length > 1
    ? layer.computeMask(inputs, masks)
    : layer.computeMask(inputs[0] as Tensor, masks[0] ?? null);

/** The masks that a model makes while it is called: they must outlive the tidying up at its end. */
let kept: Set<Tensor> | undefined;

/**
 * In tfjs-layers a mask goes from a layer to the next by a memory that all layers of a model share: it reaches layers of
 * other branches, goes on after a Flatten, does not enter a model in a model nor leave it, and of several outputs all have
 * the first one's. With the patch a mask hangs on its tensor, as in Keras 3: each layer gets those of its inputs, and what
 * `computeMask` makes of them hangs on its outputs, where `maskOf` finds it.
 */
export function patchTravellingMasks(tf: TfNamespace): void {
  const base = tf.layers.Layer.prototype as unknown as MaskedLayer;

  const maskOutputs = (layer: MaskedLayer, inputs: Tensor[], masks: Mask[], outputs: Tensor[]): void => {
    // The layers of a model have done it.
    if (layer instanceof tf.LayersModel) return;
    const { computeMask } = layer;
    const asked = computeMask !== base.computeMask || masks.some((mask) => mask !== null);
    if (!asked) return;
    const result = LETS_THROUGH.has(layer.getClassName())
      ? masks[0]
      : layer.supportsMasking && tf.tidy(() => computed(layer, inputs, masks) as TensorContainer);
    const made = listOf((result || null) as Mask | Mask[]);
    const taken = new Set(masks);
    outputs.forEach((output, i) => {
      const mask = made[i];
      if (!mask) return;
      // A tensor takes its mask along when it is disposed, so each has its own.
      const own = taken.has(mask) ? tf.clone(mask) : mask;
      taken.add(own);
      setMask(output, own);
      kept?.add(tf.keep(own));
    });
  };

  wrapMethod<MaskedLayer, [inputs: unknown, kwargs: Kwargs], unknown>(
    base,
    'apply',
    'travelling masks',
    (original) =>
      function (inputs, kwargs) {
        const tensors = listOf(inputs) as Tensor[];
        if (!tensors.every((input) => input instanceof tf.Tensor)) return original.call(this, inputs, kwargs);
        const given = (kwargs?.mask ?? null) as Mask | Mask[];
        const masks = tensors.map((tensor, i) => listOf(given)[i] ?? maskOf(tensor));
        const mask = given ?? masks[0] ?? null;
        const outputs = original.call(this, inputs, { ...kwargs, mask });
        maskOutputs(this, tensors, masks, listOf(outputs) as Tensor[]);
        return outputs;
      },
  );
  wrapMethod<object, unknown[], void>(base, 'setMaskMetadata', 'travelling masks', () => () => {});

  // What these put into the arguments of a call was seen by all layers after them.
  const recurrent = tf.layers.simpleRNN({ units: 1, name: 'prototype' });
  const bidirectional = tf.layers.bidirectional({ layer: recurrent as never, name: 'prototype' });
  for (const prototype of [tf.layers.RNN.prototype, Object.getPrototypeOf(bidirectional) as object])
    wrapMethod<object, [inputs: unknown, kwargs: Kwargs], unknown>(
      prototype,
      'apply',
      'arguments of its own',
      (original) =>
        function (inputs, kwargs) {
          return original.call(this, inputs, { ...kwargs });
        },
    );

  // A model asks the layers for masks with a list of inputs; the tensors have them already.
  const embedding = tf.layers.embedding({ inputDim: 1, outputDim: 1, name: 'prototype' });
  const masking = tf.layers.masking({ name: 'prototype' });
  for (const layer of [embedding, masking])
    wrapMethod<object, [inputs: Tensor | Tensor[], mask?: unknown], Mask>(
      Object.getPrototypeOf(layer) as object,
      'computeMask',
      'travelling masks',
      (original) =>
        function (inputs, mask) {
          return Array.isArray(inputs) ? null : original.call(this, inputs, mask);
        },
    );

  wrapMethod<object, [inputs: Tensor | Tensor[], kwargs: Kwargs], Tensor | Tensor[]>(
    Object.getPrototypeOf(tf.LayersModel.prototype) as object,
    'call',
    'travelling masks',
    (original) =>
      function (inputs, kwargs) {
        const { mask, ...rest } = kwargs ?? {};
        listOf(inputs).forEach((input, i) => {
          const given = listOf(mask as Mask | Mask[])[i];
          if (given && !maskOf(input)) setMask(input, tf.clone(given));
        });
        const outer = kept;
        const inside = new Set<Tensor>();
        kept = inside;
        let outputs: Tensor | Tensor[];
        try {
          outputs = original.call(this, inputs, rest);
        } finally {
          kept = outer;
        }
        for (const output of listOf(outputs)) {
          const made = maskOf(output);
          if (!made || !inside.has(made)) continue;
          const mask = tf.clone(made);
          setMask(output, mask);
          outer?.add(tf.keep(mask));
        }
        tf.dispose([...inside]);
        return outputs;
      },
  );
}
