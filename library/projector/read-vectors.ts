import { showGiven } from '../../engine/options/index.js';
import { say } from '../../words/index.js';
import { isTensor, type Matrix, matrixRows, shapeText, type TensorLike } from '../tensor-like.js';
import { EmbeddingRecorder } from './embedding-recorder.js';
import type { Vectors } from './maths/vectors.js';

/** The same rows at the end of an epoch. */
export interface EpochVectors {
  /** Counted from 1. */
  epoch: number;
  /** Of shape [n, d]. */
  vectors: TensorLike | Matrix;
}

/** An embedding layer of any tfjs build. */
export interface EmbeddingLayer {
  readonly name: string;
  getClassName(): string;
  getWeights(): TensorLike[];
}

export type ProjectorSource =
  | TensorLike
  | Matrix
  | EmbeddingLayer
  | EmbeddingRecorder
  | readonly EpochVectors[];

export interface ReadVectors {
  vectors: Vectors;
  /** Present where there are several epochs, in their order; `vectors` are the last of them. */
  epochs?: { epoch: number; values: Float32Array }[];
  /** Of the layer, where one was given. */
  name?: string;
}

/** @throws TypeError for what has no vectors, RangeError for shapes and values that cannot be placed. */
export function readVectors(given: unknown): ReadVectors {
  if (given instanceof EmbeddingRecorder) return { ...readEpochs(given.epochs), name: given.layerName };
  if (isEpochs(given)) return readEpochs(given);
  if (isLayer(given)) return { vectors: layerVectors(given), name: given.name };
  if (!isTensor(given) && !Array.isArray(given)) throw notVectors(given);
  return { vectors: vectorsOf(given as TensorLike | Matrix, 'vectors') };
}

const isEpochs = (given: unknown): given is readonly EpochVectors[] =>
  Array.isArray(given) && typeof given[0] === 'object' && given[0] !== null && 'vectors' in given[0];

const isLayer = (given: unknown): given is EmbeddingLayer =>
  typeof given === 'object' &&
  given !== null &&
  typeof (given as EmbeddingLayer).getClassName === 'function' &&
  typeof (given as EmbeddingLayer).getWeights === 'function';

function layerVectors(layer: EmbeddingLayer): Vectors {
  const [table] = layer.getWeights();
  if (layer.getClassName() === 'Embedding' && table) return vectorsOf(table, layer.name);
  throw new TypeError(
    say(
      `show.projector: '${layer.name}' (${layer.getClassName()}) is not a built Embedding layer. Pass one, as model.getLayer('embedding'), or the outputs of a layer: a tensor of shape [n, d].`,
      `show.projector: '${layer.name}'(${layer.getClassName()})은(는) 가중치가 만들어진 Embedding 층이 아닙니다. model.getLayer('embedding')처럼 Embedding 층을 주거나, 층의 출력인 [n, d] 모양의 텐서를 주세요.`,
    ),
  );
}

function vectorsOf(given: TensorLike | Matrix, what: string): Vectors {
  const vectors = isTensor(given) ? ofTensor(given, what) : ofRows(matrixRows(given, what));
  const { values, count, dimensions } = vectors;
  if (count === 0 || dimensions === 0)
    throw new RangeError(
      say(
        `show.projector: ${what} has shape ${shapeText([count, dimensions])}: there is nothing to show.`,
        `show.projector: ${what}의 모양이 ${shapeText([count, dimensions])}라서 보여 줄 것이 없습니다.`,
      ),
    );
  const odd = values.findIndex((value) => !Number.isFinite(value));
  if (odd < 0) return vectors;
  const [row, column] = [Math.floor(odd / dimensions), odd % dimensions];
  throw new RangeError(
    say(
      `show.projector: row ${row} of ${what} has ${values[odd]} in column ${column}. Distances need finite numbers: leave such rows out.`,
      `show.projector: ${what}의 ${row}행 ${column}열이 ${values[odd]}입니다. 거리를 재려면 유한한 수여야 하니 그런 행은 빼세요.`,
    ),
  );
}

function ofTensor(tensor: TensorLike, what: string): Vectors {
  const [count = 0, dimensions = 0] = tensor.shape;
  if (tensor.shape.length === 2)
    return { values: Float32Array.from(tensor.dataSync() as ArrayLike<number>), count, dimensions };
  throw new RangeError(
    say(
      `show.projector: ${what} has shape ${shapeText(tensor.shape)}, but a row for each point is needed: [n, d]. Flatten it: vectors.reshape([${count}, -1]).`,
      `show.projector: ${what}의 모양이 ${shapeText(tensor.shape)}입니다. 점마다 한 행인 [n, d]여야 합니다. 펼치세요: vectors.reshape([${count}, -1]).`,
    ),
  );
}

function ofRows(rows: Matrix): Vectors {
  const dimensions = rows[0]?.length ?? 0;
  const values = new Float32Array(rows.length * dimensions);
  rows.forEach((row, at) => {
    values.set(
      row.map((value) => (typeof value === 'number' ? value : Number.NaN)),
      at * dimensions,
    );
  });
  return { values, count: rows.length, dimensions };
}

function readEpochs(given: readonly EpochVectors[]): ReadVectors {
  const epochs = given
    .map(({ epoch, vectors }) => ({
      epoch,
      vectors: vectorsOf(vectors, say(`epoch ${epoch}`, `에포크 ${epoch}`)),
    }))
    .sort((a, b) => a.epoch - b.epoch);
  const last = epochs.at(-1);
  if (!last)
    throw new RangeError(
      say(
        'show.projector: no embeddings were recorded. Put the recorder among the callbacks of model.fit, and train.',
        'show.projector: 기록된 임베딩이 없습니다. 기록기를 model.fit의 callbacks에 넣고 학습하세요.',
      ),
    );
  const [n, d] = [last.vectors.count, last.vectors.dimensions];
  const other = epochs.find(
    ({ epoch, vectors }) => !(epoch >= 0) || vectors.count !== n || vectors.dimensions !== d,
  );
  if (other)
    throw new RangeError(
      say(
        `show.projector: the vectors of epoch ${other.epoch} have shape ${shapeText([other.vectors.count, other.vectors.dimensions])}, those of epoch ${last.epoch} ${shapeText([n, d])}. Each epoch needs the same rows, and a number from 0.`,
        `show.projector: 에포크 ${other.epoch}의 벡터는 모양이 ${shapeText([other.vectors.count, other.vectors.dimensions])}이고 에포크 ${last.epoch}은(는) ${shapeText([n, d])}입니다. 에포크마다 행이 같아야 하고 번호는 0 이상이어야 합니다.`,
      ),
    );
  if (epochs.length === 1) return { vectors: last.vectors };
  return {
    vectors: last.vectors,
    epochs: epochs.map(({ epoch, vectors }) => ({ epoch, values: vectors.values })),
  };
}

const notVectors = (given: unknown): TypeError => {
  const isRun =
    typeof given === 'string' || (typeof given === 'object' && given !== null && 'history' in given);
  return new TypeError(
    isRun
      ? say(
          'show.projector: a run keeps no embeddings by itself. Record them: const embeddings = new EmbeddingRecorder(); await model.fit(x, y, { callbacks: [embeddings] }); await show.projector(embeddings).',
          'show.projector: 실행은 임베딩을 스스로 저장하지 않습니다. 기록하세요: const embeddings = new EmbeddingRecorder(); await model.fit(x, y, { callbacks: [embeddings] }); await show.projector(embeddings).',
        )
      : say(
          `show.projector needs vectors (a tensor of shape [n, d] or rows of numbers), an Embedding layer or an EmbeddingRecorder, but got ${showGiven(given)}.`,
          `show.projector에는 벡터([n, d] 모양의 텐서나 수의 행들), Embedding 층 또는 EmbeddingRecorder가 필요한데 ${showGiven(given)}을(를) 받았습니다.`,
        ),
  );
};
