import { checkOptions, domains } from '../engine/options/index.js';
import type { ConfusionMatrixPayload } from '../protocol/index.js';
import { timelineOf } from '../renderers/timeline/from-run.js';
import { say } from '../words/index.js';
import { withPlainData } from './chart-data.js';
import type { Labels } from './class-labels.js';
import { compare } from './compare.js';
import { libraryContext } from './context.js';
import { type ConfusionOptions, metrics } from './metrics.js';
import { noRun } from './no-run.js';
import { type RunReference, showLayers } from './show-layers.js';
import { Table } from './table.js';
import { tablePayload } from './table-payload.js';
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
