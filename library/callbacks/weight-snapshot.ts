import type { Tensor } from '@tensorflow/tfjs-core';
import type { LayersModel } from '@tensorflow/tfjs-layers';

/** A model's weights at one moment: clones, since `getWeights` gives the variables that go on changing. */
export class WeightSnapshot {
  private weights: Tensor[];

  constructor(model: LayersModel) {
    this.weights = model.getWeights().map((weight) => weight.clone());
  }

  restore(model: LayersModel): void {
    model.setWeights(this.weights);
  }

  dispose(): void {
    for (const weight of this.weights) weight.dispose();
    this.weights = [];
  }
}
