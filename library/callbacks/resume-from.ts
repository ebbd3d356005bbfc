import type { LayersModel } from '@tensorflow/tfjs-layers';
import { checkOptions, domains } from '../../engine/options/index.js';
import type { CallbackLane } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import { loadModel, loadWeights } from '../models.js';
import { Callback } from './callback.js';

export interface ResumeFromOptions {
  /** What `ModelCheckpoint` has written, or `saveModel`, or `saveWeights`; relative to the notebook's folder. */
  path: string;
  /** How many epochs it has behind it. */
  epoch: number;
}

/**
 * Goes on with a training from a file of `ModelCheckpoint`: its weights are put into the model, and `fit` starts with the
 * epoch after. A `.weights.h5` has the optimizer's state too; from any other file the optimizer begins anew, as do callbacks
 * that count.
 *
 * ```ts
 * await model.fit(x, y, { epochs: 100, callbacks: [new ResumeFrom({ path: 'best.weights.h5', epoch: 12 })] });
 * ```
 *
 * @throws TypeError, RangeError naming an unknown or unfit option. In training: ModelFileError for a file that is missing,
 * broken or of another model.
 */
export class ResumeFrom extends Callback {
  protected override readonly laneName = 'ResumeFrom';

  constructor(private readonly options: ResumeFromOptions) {
    checkOptions('ResumeFrom', { ...options }, { path: domains.text, epoch: domains.count });
    super();
  }

  override onTrainBegin(): void {
    const { path, epoch } = this.options;
    this.record({ kind: 'resumed', facts: { from: epoch + 1, path } });
    console.log(
      say(
        `Going on with epoch ${epoch + 1} from ${path}.`,
        `${path}에서 에포크 ${epoch + 1}부터 이어서 학습합니다.`,
      ),
    );
  }

  protected override async beforeFit({ model }: { model: LayersModel }): Promise<number> {
    const { path, epoch } = this.options;
    if (/\.(h5|hdf5)$/i.test(path)) await loadWeights(model, path);
    else {
      const saved = await loadModel(path);
      model.setWeights(saved.getWeights());
      saved.dispose();
    }
    return epoch;
  }

  protected override lane(): CallbackLane {
    return { name: this.laneName, settings: { ...this.options } };
  }
}
