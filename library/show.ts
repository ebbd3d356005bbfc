import type { LayersModel } from '@tensorflow/tfjs-layers';
import { checkOptions, domains } from '../engine/options/index.js';
import type { ConfusionMatrixPayload } from '../protocol/index.js';
import { timelineOf } from '../renderers/timeline/from-run.js';
import { say } from '../words/index.js';
import { batchesOf } from './batches.js';
import { type BatchesOptions, batchesChart } from './batches-chart.js';
import { withPlainData } from './chart-data.js';
import {
  boundaryChart,
  type CurveChartOptions,
  type DecisionBoundary,
  precisionRecallChart,
  type ResidualOptions,
  residualChart,
  rocChart,
  type ScoreOptions,
  type ScoresByName,
  scoreChart,
  type WordChange,
  type WordChartOptions,
  wordChart,
} from './charts/index.js';
import type { Labels } from './class-labels.js';
import { compare } from './compare.js';
import { libraryContext } from './context.js';
import { type ImageOptions, imageGrid } from './image-grid.js';
import { type ActivationOptions, showActivations } from './layer-activations/index.js';
import { type ConfusionOptions, metrics, type Numbers } from './metrics/index.js';
import { showModel } from './model-structure/index.js';
import { noRun } from './no-run.js';
import type { Plan } from './plan.js';
import { type PlanChartOptions, planChart } from './plan-chart.js';
import { type ProjectorOptions, type ProjectorSource, showProjector } from './projector/index.js';
import { type Scaler, type ScalingOptions, scalingChart } from './scaling/index.js';
import { type RunReference, showLayers } from './show-layers.js';
import { Table } from './table.js';
import { tablePayload } from './table-payload.js';
import type { Matrix, TensorLike } from './tensor-like.js';
import type { Value } from './value.js';

/** A Vega-Lite specification, as its documentation has it. */
export type VegaLiteSpec = Readonly<Record<string, unknown>>;

const picture = async (name: string, payload: unknown): Promise<void> => {
  await libraryContext().picture(name, payload);
};

/** Draws into the cell's output. Each promise ends when the picture is there. */
export const show = {
  /**
   * A table: its first rows (at most 200) under a small histogram and the missing values of each column.
   *
   * ```ts
   * await show.table(passengers.head(20), { title: 'Passengers' });
   * ```
   */
  table(
    table: Table | readonly Readonly<Record<string, Value | undefined>>[],
    options: { title?: string } = {},
  ): Promise<void> {
    checkOptions('show.table', options, { title: domains.text });
    const { title } = options;
    return picture('table', tablePayload(table instanceof Table ? table : Table.fromRows(table), title));
  },

  /**
   * The confusion matrix of predictions: rows are true classes, columns predicted ones. Takes what
   * `metrics.confusionMatrix` takes, also tensors of probabilities.
   *
   * ```ts
   * await show.confusionMatrix(yTest, model.predict(xTest), { labels: ['died', 'survived'] });
   * ```
   *
   * @throws RangeError as `metrics.confusionMatrix`.
   */
  confusionMatrix(
    trueLabels: Labels,
    predictedLabels: Labels,
    given: ConfusionOptions & { title?: string } = {},
  ): Promise<void> {
    checkOptions('show.confusionMatrix', given, { labels: domains.texts, title: domains.text });
    const { title, ...options } = given;
    const payload: ConfusionMatrixPayload = {
      version: 1,
      ...(title === undefined ? {} : { title }),
      ...metrics.confusionMatrix(trueLabels, predictedLabels, options),
    };
    return picture('confusion-matrix', payload);
  },

  /**
   * What the callbacks of a training did and why, on its epoch axis: of the notebook's latest run, or of the one with this
   * id.
   *
   * ```ts
   * await show.timeline();
   * ```
   *
   * @throws Error where there is no such run.
   */
  async timeline(run?: string): Promise<void> {
    const payload = await libraryContext().run?.(run ?? null);
    if (!payload) throw noRun('timeline', run);
    await picture('timeline', timelineOf(payload));
  },

  /**
   * The structure of a model: its layers as a graph and as a table, with shapes, parameters, memory and multiply-adds of one
   * sample; of each layer how its weights are spread now. Takes a model, or the path of one that `loadModel` reads, or of a
   * `model.json`.
   *
   * ```ts
   * await show.model(model);
   * await show.model('models/titanic.keras');
   * ```
   *
   * @throws Error for a model that does not know the shape of its inputs yet; TypeError for what is no model; ModelFileError as
   * `loadModel`.
   */
  async model(model: LayersModel | string, options: { title?: string } = {}): Promise<void> {
    checkOptions('show.model', options, { title: domains.text });
    await showModel(model, options.title);
  },

  /**
   * Vectors as points in three and two dimensions, by PCA and, where `methods` names them, t-SNE and UMAP: of a tensor of shape
   * [n, d] or rows of numbers, of an Embedding layer, or of an `EmbeddingRecorder` or a list of `{ epoch, vectors }`, for which the
   * picture has a slider. All is computed beside the cells, the same for the same seed; Stop ends it with what there is.
   *
   * ```ts
   * await show.projector(model.getLayer('embedding'), { names: words });
   * await show.projector(encoder.predict(x), { labels: digits, methods: ['pca', 'tsne', 'umap'] });
   * ```
   *
   * Of more than 50,000 vectors a sample is shown.
   *
   * @throws TypeError for what has no vectors; RangeError for shapes, labels or options that do not fit, and for NaN.
   */
  async projector(vectors: ProjectorSource, options: ProjectorOptions = {}): Promise<void> {
    await showProjector(vectors, options);
  },

  /**
   * What each layer of a model makes of one sample, or of a few (at most four): units as a strip, convolutions as maps of their
   * channels, layers that are silent or saturated by name, and the answer. Takes a model or what `show.model` takes, and a tensor or
   * arrays of the shape of the model's input, with or without the axis of the batch; of a model with several inputs a list of these.
   * Of large layers some units and channels are drawn, and larger maps are averaged, which is said.
   *
   * ```ts
   * await show.activations(model, xTest.slice(0, 1), { labels: ['died', 'survived'] });
   * ```
   *
   * @throws RangeError where the sample has another shape, or `labels` another number; TypeError for what is no model, or no
   * numbers.
   */
  async activations(
    model: LayersModel | string,
    sample: unknown,
    options: ActivationOptions = {},
  ): Promise<void> {
    checkOptions('show.activations', options, { title: domains.text, labels: domains.texts });
    await showActivations(model, sample, options);
  },

  /** Several trainings side by side: the same as `compare`. */
  compare,

  /**
   * What the dropout layers of a training silenced, step by step, in the student's own network: of the notebook's latest
   * run, of the one that gave back this history, or of the one with this id.
   *
   * ```ts
   * const history = await model.fit(x, y, { epochs: 20 });
   * await show.dropout(history);
   * ```
   *
   * @throws Error where there is no such run.
   */
  dropout: (run?: RunReference): Promise<void> => showLayers('dropout', run),

  /**
   * How batch and moving statistics of the BatchNormalization layers of a training part and meet. Takes what `show.dropout`
   * takes.
   *
   * @throws Error where there is no such run.
   */
  batchNorm: (run?: RunReference): Promise<void> => showLayers('batchNorm', run),

  /**
   * Histograms of the weights, activations and gradients of a training, epoch by epoch. Takes what `show.dropout` takes.
   *
   * @throws Error where there is no such run.
   */
  distributions: (run?: RunReference): Promise<void> => showLayers('distributions', run),

  /**
   * How large the gradient of each layer was, epoch by epoch, as a map and as lines; layers whose gradients vanish or explode are
   * named, with the reason. Takes what `show.dropout` takes.
   *
   * ```ts
   * const history = await model.fit(x, y, { epochs: 20 });
   * await show.gradients(history);
   * ```
   *
   * @throws Error where there is no such run.
   */
  gradients: (run?: RunReference): Promise<void> => showLayers('gradients', run),

  /**
   * What a scaling does to the columns of these rows: each column's range, middle half and median, before and after, on one axis.
   *
   * ```ts
   * await show.scaling(scale.standardize(train), train, { columns: ['age', 'fare'] });
   * ```
   *
   * @throws RangeError where the rows do not have the columns of the scaling, or as many names as columns.
   */
  scaling: (
    scaler: Scaler<unknown>,
    rows: TensorLike | Matrix,
    options: ScalingOptions = {},
  ): Promise<void> => show.vegaLite(scalingChart(scaler, rows, options)),

  /**
   * Grey images side by side, as many as fit: the least value of all is white, the greatest black. Takes a tensor of shape
   * [n, height, width] or [n, height, width, 1], or a row of pixels for each image.
   *
   * ```ts
   * await show.images(test.head(20).numbers(pixels), { labels: test.head(20).column('digit') });
   * ```
   *
   * @throws RangeError for images of another shape, or where there are not as many labels as images.
   */
  images: (images: TensorLike | Matrix, options: ImageOptions = {}): Promise<void> =>
    show.vegaLite(imageGrid(images, options)),

  /**
   * The ruler of a training: its epochs, the batches of each and the steps of all, along the rows that it sees; with
   * `checkpoints`, where it saves. Of a long training the first epochs.
   *
   * ```ts
   * await show.plan(plan({ samples: 500, batchSize: 100, epochs: 4, checkpoints: { epochs: 1, steps: 3 } }));
   * ```
   *
   * @throws TypeError for what is no plan.
   */
  plan: (plan: Plan, options: PlanChartOptions = {}): Promise<void> =>
    show.vegaLite(planChart(plan, options)),

  /**
   * Which rows each batch of a training held, in its first three epochs, from the order that `fit` really used. With
   * `labels`, one for each row that `fit` was given, how many of each class a batch held. Of the training that gave back this
   * history, or of the latest.
   *
   * ```ts
   * const history = await model.fit(x, y, { batchSize: 16, epochs: 10 });
   * await show.batches(history);
   * await show.batches(history, { labels: train.column('cultivar') });
   * ```
   *
   * @throws as `batches`, and RangeError where there is not a label for each row.
   */
  async batches(history?: object, options: BatchesOptions = {}): Promise<void> {
    await show.vegaLite(batchesChart(batchesOf('show.batches', history), options));
  },

  /**
   * The ROC curve of a model's scores: of the negative samples the share that is wrongly taken for positive, against the share of
   * the positive ones that is found, for every threshold. Of several models, by name, on one chart.
   *
   * ```ts
   * await show.rocCurve(yTest, { plain: plain.predict(xTest), 'with dropout': other.predict(xTest) });
   * ```
   *
   * @throws RangeError as `metrics.auc`.
   */
  rocCurve: (trueLabels: Labels, scores: ScoresByName, options: CurveChartOptions = {}): Promise<void> =>
    show.vegaLite(rocChart(trueLabels, scores, options)),

  /**
   * Precision and recall for every threshold, the chart to look at where few samples are positive. Takes what `show.rocCurve`
   * takes.
   *
   * @throws RangeError as `metrics.averagePrecision`.
   */
  precisionRecall: (
    trueLabels: Labels,
    scores: ScoresByName,
    options: CurveChartOptions = {},
  ): Promise<void> => show.vegaLite(precisionRecallChart(trueLabels, scores, options)),

  /**
   * Predicted against true values of a regression, and the residuals against the predictions. A model that has found all there is
   * leaves residuals without a pattern.
   *
   * ```ts
   * await show.residuals(yTest, model.predict(xTest), { unit: '1000 dollars' });
   * ```
   *
   * @throws RangeError where shapes differ, where values are missing, and for more than one output.
   */
  residuals: (trueValues: Numbers, predicted: Numbers, options: ResidualOptions = {}): Promise<void> =>
    show.vegaLite(residualChart(trueValues, predicted, options)),

  /**
   * The scores of folds or seeds: each, their mean, and their standard deviation (with n - 1). Of several models, by name, one
   * below the other.
   *
   * ```ts
   * await show.scores({ plain: [0.79, 0.81, 0.80], 'with dropout': [0.80, 0.82, 0.82] }, { score: 'accuracy' });
   * ```
   *
   * @throws RangeError for fewer than two scores, and for what is no finite number.
   */
  scores: (
    scores: readonly number[] | Readonly<Record<string, readonly number[]>>,
    options: ScoreOptions = {},
  ): Promise<void> => show.vegaLite(scoreChart(scores, options)),

  /**
   * How far words move the answer of a model: the furthest of each side, or, with `inOrder`, all words of a text as they stand.
   *
   * ```ts
   * await show.words([{ word: 'wonderful', change: 0.4 }, { word: 'boring', change: -0.5 }], { change: 'logit' });
   * ```
   *
   * @throws RangeError for what is no list of words with finite changes.
   */
  words: (words: readonly WordChange[], options: WordChartOptions = {}): Promise<void> =>
    show.vegaLite(wordChart(words, options)),

  /**
   * The decision boundary of a model with two inputs as it grew from epoch to epoch.
   *
   * @throws TypeError for what is no `DecisionBoundary`; Error where it was not among the callbacks of a fit.
   */
  async decisionBoundary(boundary: DecisionBoundary, options: { title?: string } = {}): Promise<void> {
    checkOptions('show.decisionBoundary', options, { title: domains.text });
    await show.vegaLite(boundaryChart(boundary, options.title));
  },

  /**
   * Your own chart, from a Vega-Lite specification (https://vega.github.io/vega-lite/docs/). Data may be a `Table`, as `data`,
   * `data.values` or one of `datasets`; or a tensor: of shape [n] it has the fields `index` and `value`, of shape [n, d]
   * `index`, `column0`, `column1` … Of more rows than an output can hold a chart shows a sample, and says so; means, counts and
   * other sums are always of all rows.
   *
   * ```ts
   * await show.vegaLite({
   *   data: passengers,
   *   mark: 'bar',
   *   encoding: {
   *     x: { field: 'age', bin: true, type: 'quantitative' },
   *     y: { aggregate: 'count', type: 'quantitative' },
   *   },
   * });
   * ```
   *
   * @throws TypeError when the specification is not a plain object, or its data are a Promise; RangeError for a tensor of more
   * than two dimensions.
   */
  vegaLite(spec: VegaLiteSpec): Promise<void> {
    if (typeof spec !== 'object' || spec === null || Array.isArray(spec))
      throw new TypeError(
        say('show.vegaLite needs a specification object.', 'show.vegaLite에는 명세 객체가 필요합니다.'),
      );
    return picture('vega-lite', withPlainData(spec));
  },
};
