import { imageLayout } from '../../../kernel/variables/image-layout.js';
import { Opened } from '../../../kernel/viewer/opened.js';
import type { TensorValues } from '../../../kernel/viewer/parts.js';
import type { FromValuePage, ShowVariables, ToValuePage } from '../../../protocol/index.js';

/** A tensor as the kernel opens it. */
export function tensor(name: string, shape: number[], values: TensorValues, dtype = 'float32'): Opened {
  const columns = shape.length > 1 ? (shape.at(-1) ?? 0) : 1;
  const images = imageLayout(shape);
  const opened = new Opened({
    name,
    type: 'Tensor',
    shape,
    dtype,
    form: 'tensor',
    rows: values.length / columns,
    columns: { count: columns },
    ...(images && { images }),
  });
  opened.tensor(values);
  return opened;
}

/** A table of passengers, with what is missing and what is no number. */
export function passengers(rows: number): Opened {
  const opened = new Opened({
    name: 'passengers',
    type: 'Table',
    shape: [rows, 4],
    form: 'table',
    rows,
    columns: { count: 4, names: ['id', 'age', 'name', 'survived'] },
  });
  const each = <T>(make: (i: number) => T): T[] => Array.from({ length: rows }, (_, i) => make(i));
  opened.add([
    { numbers: Float64Array.from(each((i) => i)) },
    {
      numbers: Float64Array.from(each((i) => (i % 11 === 0 ? Number.NaN : ((i * 37) % 800) / 10))),
      missing: Uint8Array.from(each((i) => Number(i % 7 === 0))),
    },
    { values: each((i) => `Braund, Mr. Owen ${i}`) },
    { values: each((i) => i % 3 === 0) },
  ]);
  return opened;
}

/** Answers a page as the extension and the kernel do. */
export const answering =
  (opened: Opened) =>
  (message: FromValuePage, post: (message: ToValuePage) => void): void => {
    if (message.type !== 'ask') {
      const shown = { state: 'open', value: opened.facts, after: 3, copy: 1 } as const;
      post({ type: 'value', name: opened.facts.name, notebook: 'file:///a.ipynb', shown, outdated: false });
      return;
    }
    const { ask, question } = message;
    const { method, params } = question;
    try {
      const result =
        method === 'valueRows'
          ? opened.rows({ ...params, view: '' })
          : method === 'valueStatistics'
            ? opened.statisticsOf(params.column)
            : opened.image(params.image);
      post({ type: 'answer', ask, result });
    } catch (error) {
      post({ type: 'answer', ask, failed: (error as Error).message });
    }
  };

/** A notebook in the middle of a lab. */
export const shownVariables: ShowVariables = {
  type: 'show',
  notebook: 'lab.ipynb',
  state: 'idle',
  outdated: false,
  report: {
    variables: [
      {
        name: 'xTrain',
        kind: 'tensor',
        type: 'Tensor',
        shape: [60000, 28, 28, 1],
        dtype: 'float32',
        bytes: 188160000,
        preview: '',
        opens: true,
      },
      {
        name: 'labels',
        kind: 'tensor',
        type: 'Tensor',
        shape: [60000],
        dtype: 'int32',
        bytes: 240000,
        preview: '',
        opens: true,
      },
      {
        name: 'gone',
        kind: 'tensor',
        type: 'Tensor',
        shape: [3],
        dtype: 'float32',
        bytes: 0,
        preview: 'disposed: its values are gone',
        disposed: true,
      },
      {
        name: 'passengers',
        kind: 'table',
        type: 'Table',
        shape: [891, 12],
        bytes: 85536,
        about: true,
        preview: 'survived, pclass, sex, age',
        opens: true,
      },
      {
        name: 'model',
        kind: 'model',
        type: 'Sequential',
        parameters: 101770,
        bytes: 407080,
        preview: 'sequential_1, 3 layers',
      },
      { name: 'learningRate', kind: 'value', type: 'number', preview: '0.001' },
      { name: 'title', kind: 'value', type: 'string', bytes: 12, about: true, preview: '"손글씨 숫자"' },
      { name: 'evil', kind: 'object', type: 'Proxy', preview: 'is not looked into' },
      { name: 'tf', kind: 'import', type: 'Object', preview: '' },
    ],
    more: 0,
    memory: { tensors: 31, bytes: 188812000 },
    accounts: [
      { cell: 'a', order: 1, runs: 1, grown: { tensors: 2, bytes: 188400000 } },
      {
        cell: 'b',
        order: 4,
        runs: 3,
        grown: { tensors: 9, bytes: 407088 },
        left: { replaced: [{ name: 'model', tensors: 6, bytes: 407080 }], others: 3, times: 2 },
      },
    ],
  },
};
