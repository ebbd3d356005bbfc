import type { ConfusionMatrixPayload } from '../../protocol/index.js';
import type { Labels } from './class-labels.js';
import { libraryContext } from './context.js';
import { type ConfusionOptions, metrics } from './metrics.js';
import { say } from './say.js';
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
    { title }: { title?: string } = {},
  ): Promise<void> {
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
    { title, ...options }: ConfusionOptions & { title?: string } = {},
  ): Promise<void> {
    const payload: ConfusionMatrixPayload = {
      version: 1,
      ...(title === undefined ? {} : { title }),
      ...metrics.confusionMatrix(trueLabels, predictedLabels, options),
    };
    return picture('confusion-matrix', payload);
  },

  /**
   * Your own chart, from a Vega-Lite specification (https://vega.github.io/vega-lite/docs/).
   *
   * @throws TypeError when the specification is not a plain object.
   */
  vegaLite(spec: VegaLiteSpec): Promise<void> {
    if (typeof spec !== 'object' || spec === null || Array.isArray(spec))
      throw new TypeError(
        say('show.vegaLite needs a specification object.', 'show.vegaLite에는 명세 객체가 필요합니다.'),
      );
    return picture('vega-lite', spec);
  },
};
