import { isPromise, showGiven } from '../engine/options/index.js';
import { childViews, isNode, type SpecNode, withChild } from '../renderers/vega-lite/spec-node.js';
import { usedFields } from '../renderers/vega-lite/used-fields.js';
import { say } from '../words/index.js';
import { Table } from './table.js';
import { isTensor, shapeText, type TensorLike } from './tensor-like.js';
import type { Value } from './value.js';

type Rows = Record<string, Value>[];
type Uses = (field: string) => boolean;

/**
 * The specification of a chart with rows in the place of tables and tensors, of which the fields that it uses.
 *
 * @throws TypeError for a Promise or a disposed tensor in place of data, RangeError for a tensor of more than two dimensions.
 */
export function withPlainData(spec: SpecNode): SpecNode {
  const uses = usedFields(spec);
  let notFinite = 0;
  const plain = (values: unknown): unknown => {
    const rows = rowsOf(values, uses);
    if (!rows) return values;
    for (const row of rows)
      for (const [name, value] of Object.entries(row))
        if (typeof value === 'number' && !Number.isFinite(value)) {
          // NaN is a missing value of a table; an infinite one is no missing one.
          if (!Number.isNaN(value)) notFinite += 1;
          row[name] = null;
        }
    return rows;
  };
  const visit = (view: SpecNode): SpecNode => {
    let made = view;
    const data = dataOf(view.data, plain);
    if (data !== view.data) made = { ...made, data };
    if (isNode(view.datasets))
      made = {
        ...made,
        datasets: Object.fromEntries(Object.entries(view.datasets).map(([name, set]) => [name, plain(set)])),
      };
    for (const { path, child } of childViews(view)) {
      const changed = visit(child);
      if (changed !== child) made = withChild(made, path, changed);
    }
    return made;
  };
  const made = visit(spec);
  if (notFinite > 0) tellNotFinite(notFinite);
  return made;
}

/** `data: table` as well as `data: { values: table }`. */
function dataOf(data: unknown, plain: (values: unknown) => unknown): unknown {
  const whole = plain(data);
  if (whole !== data) return { values: whole };
  if (!isNode(data) || data.values === undefined) return data;
  const values = plain(data.values);
  return values === data.values ? data : { ...data, values };
}

/** New rows; undefined for what is data of Vega-Lite already. */
function rowsOf(data: unknown, uses: Uses): Rows | undefined {
  if (isPromise(data))
    throw new TypeError(
      say(
        `show.vegaLite got ${showGiven(data)} in place of data.`,
        `show.vegaLite의 데이터 자리에 ${showGiven(data)}이(가) 있습니다.`,
      ),
    );
  if (data instanceof Table) return data.select(...data.columns.filter(uses)).rows;
  if (isTensor(data)) return tensorRows(data, uses);
  if (ArrayBuffer.isView(data) && !(data instanceof DataView))
    return Array.from(data as unknown as ArrayLike<number>, (value, index) => ({
      index,
      value: short(value, data),
    }));
  return undefined;
}

/** Digits of float32, without those that only its writing as float64 has. */
const short = (value: number, data: unknown): number =>
  data instanceof Float32Array ? Number(value.toPrecision(8)) : Number(value);

function tensorRows(tensor: TensorLike, uses: Uses): Rows {
  const { shape, dtype } = tensor;
  if ((tensor as { isDisposed?: boolean }).isDisposed)
    throw new TypeError(
      say(
        'show.vegaLite got a disposed tensor in place of data: its values are gone.',
        'show.vegaLite의 데이터 자리에 dispose된 텐서가 있습니다. 값이 남아 있지 않습니다.',
      ),
    );
  if (shape.length > 2 || dtype === 'complex64') throw noRows(tensor);
  const [length = 1, width] = shape;
  const data = tensor.dataSync();
  const at = (place: number): Value => {
    const value = data[place];
    if (dtype === 'bool') return Boolean(value);
    return typeof value === 'number' ? short(value, data) : String(value);
  };
  if (width === undefined) return Array.from({ length }, (_, index) => ({ index, value: at(index) }));
  const fields = Array.from({ length: width }, (_, j) => ({ name: `column${j}`, j })).filter(({ name }) =>
    uses(name),
  );
  return Array.from({ length }, (_, index) => {
    const row: Record<string, Value> = { index };
    for (const { name, j } of fields) row[name] = at(index * width + j);
    return row;
  });
}

const noRows = ({ shape, dtype }: TensorLike): RangeError =>
  new RangeError(
    say(
      `show.vegaLite got a tensor of shape ${shapeText(shape)} (${dtype}) in place of data, but rows are needed: shape [n] or [n, d]. Reshape it, or take a part: tensor.slice, tensor.reshape([n, d]).`,
      `show.vegaLite의 데이터 자리에 모양이 ${shapeText(shape)}인 텐서(${dtype})가 있습니다. 행이 필요하니 모양이 [n]이나 [n, d]여야 합니다. tensor.reshape([n, d])나 tensor.slice로 바꾸세요.`,
    ),
  );

const tellNotFinite = (count: number): void =>
  console.warn(
    say(
      `${count} infinite values cannot be drawn and count as missing in this chart, also in its means and sums.`,
      `무한대인 값 ${count}개는 그릴 수 없어 이 차트에서 빠진 값으로 셉니다. 평균과 합에서도 빠집니다.`,
    ),
  );
