import { checkOptions, domains } from '../../engine/options/index.js';
import { say } from '../../words/index.js';
import { Callback } from '../callbacks/callback.js';
import type { TensorLike } from '../tensor-like.js';

export interface EmbeddingRecorderOptions {
  /** The name of the Embedding layer; the first one of the model where it is left out. */
  layer?: string;
  /** Every so many epochs; the last one is kept too. */
  every?: number;
}

interface Part {
  name: string;
  getClassName(): string;
  getWeights(): (TensorLike & { data(): Promise<ArrayLike<number>> })[];
}

/**
 * Keeps the vectors of an Embedding layer as they were before the training and at the end of epochs, for `show.projector`, which
 * then has a slider for the epochs. It reads weights and changes nothing.
 *
 * ```ts
 * const embeddings = new EmbeddingRecorder({ every: 5 });
 * await model.fit(x, y, { epochs: 50, callbacks: [embeddings] });
 * await show.projector(embeddings, { names: words });
 * ```
 *
 * Each kept epoch holds inputDim × outputDim numbers of 4 bytes. A further `fit` begins anew.
 *
 * @throws Error as the training begins, where the model has no such layer.
 */
export class EmbeddingRecorder extends Callback {
  /** What was kept, in the order of the epochs, counted from 1; 0 is before the training. Vectors are rows of numbers. */
  readonly epochs: { epoch: number; vectors: number[][] }[] = [];
  layerName = '';
  private readonly every: number;
  private last = 0;

  constructor(private readonly options: EmbeddingRecorderOptions = {}) {
    checkOptions('EmbeddingRecorder', options, { layer: domains.text, every: domains.positiveCount });
    super();
    this.every = options.every ?? 1;
  }

  override async onTrainBegin(): Promise<void> {
    this.epochs.length = 0;
    this.last = 0;
    await this.keep(0);
  }

  override async onEpochEnd(epoch: number): Promise<void> {
    this.last = epoch + 1;
    if (this.last % this.every === 0) await this.keep(this.last);
  }

  override async onTrainEnd(): Promise<void> {
    if (this.epochs.at(-1)?.epoch !== this.last) await this.keep(this.last);
  }

  private async keep(epoch: number): Promise<void> {
    const [table] = this.layer().getWeights();
    if (!table) return;
    const [rows = 0, width = 0] = table.shape;
    const values = await table.data();
    this.epochs.push({
      epoch,
      vectors: Array.from({ length: rows }, (_, row) =>
        Array.from({ length: width }, (_, at) => values[row * width + at] as number),
      ),
    });
  }

  private layer(): Part {
    const parts = this.model.layers as unknown as Part[];
    const embeddings = parts.filter((part) => part.getClassName() === 'Embedding');
    const { layer } = this.options;
    const found = layer === undefined ? embeddings[0] : embeddings.find(({ name }) => name === layer);
    if (!found)
      throw new Error(
        layer === undefined
          ? say(
              'EmbeddingRecorder: this model has no Embedding layer. Of other layers give show.projector a list of { epoch, vectors }.',
              'EmbeddingRecorder: 이 모델에는 Embedding 층이 없습니다. 다른 층이라면 show.projector에 { epoch, vectors }의 목록을 주세요.',
            )
          : say(
              `EmbeddingRecorder: this model has no Embedding layer '${layer}'; its Embedding layers: ${embeddings.map(({ name }) => name).join(', ') || 'none'}.`,
              `EmbeddingRecorder: 이 모델에는 Embedding 층 '${layer}'이(가) 없습니다. 있는 Embedding 층: ${embeddings.map(({ name }) => name).join(', ') || '없음'}.`,
            ),
      );
    this.layerName = found.name;
    return found;
  }
}
