import { say } from '../../words/index.js';
import { type CheckedModel, lossWords } from './checked-model.js';
import { type GivenTensor, shapeText } from './given-data.js';

/** tfjs takes a list of n numbers for n rows of one column. */
const asRows = (shape: number[]): number[] => (shape.length === 1 ? [...shape, 1] : shape);

const fits = (shape: number[], wanted: readonly (number | null)[]): boolean =>
  shape.length === wanted.length && wanted.every((size, i) => i === 0 || size === null || size === shape[i]);

/** @throws RangeError where inputs have no rows, another shape than the model's, or different numbers of rows. */
export function checkInputs(model: CheckedModel, inputs: GivenTensor[], where: string): void {
  inputs.forEach((input, i) => {
    const wanted = model.inputs[i]?.shape ?? [];
    const name = inputs.length > 1 ? `${where} (${model.inputNames[i]})` : where;
    if (input.shape[0] === 0) throw noRows(input.shape, name);
    if (!fits(asRows(input.shape), wanted)) throw wrongInput(input.shape, wanted, name);
  });
  const rows = inputs.map(({ shape }) => shape[0]);
  const other = rows.findIndex((count) => count !== rows[0]);
  if (other > 0)
    throw new RangeError(
      say(
        `${where}: the inputs differ in their number of rows: ${model.inputNames[0]} has ${rows[0]}, ${model.inputNames[other]} has ${rows[other]}.`,
        `${where}: 입력마다 행 수가 다릅니다. ${model.inputNames[0]}은(는) ${rows[0]}개, ${model.inputNames[other]}은(는) ${rows[other]}개입니다.`,
      ),
    );
}

/** @throws RangeError where the targets have not as many rows as the inputs, or a shape that their loss cannot take. */
export function checkTargets(
  model: CheckedModel,
  inputs: GivenTensor[],
  targets: GivenTensor[],
  [x, y]: readonly [x: string, y: string],
): void {
  const losses = lossWords(model);
  targets.forEach((target, i) => {
    const name = targets.length > 1 ? `${y} (${model.outputNames[i]})` : y;
    const rows = inputs[0]?.shape[0];
    if (rows !== target.shape[0]) throw otherRows(rows, target.shape[0], x, name);
    checkTarget(target.shape, model.outputs[i]?.shape ?? [], losses[i], {
      name,
      layer: model.outputs[i]?.sourceLayer?.name ?? model.outputNames[i] ?? '',
    });
  });
}

interface Place {
  /** Of the targets, in a sentence. */
  name: string;
  /** The output's. */
  layer: string;
}

function checkTarget(
  given: number[],
  output: readonly (number | null)[],
  loss: string | undefined,
  place: Place,
): void {
  const shape = asRows(given);
  const classes = output.at(-1);
  if (loss === 'sparsecategoricalcrossentropy') {
    if (fits(shape, [...output.slice(0, -1), 1]) || fits(given, output.slice(0, -1))) return;
    if (fits(shape, output)) throw oneHotForSparse(given, place);
  } else if (fits(shape, output)) return;
  else if (loss === 'categoricalcrossentropy' && fits(shape, [...output.slice(0, -1), 1]))
    throw numbersForOneHot(given, classes ?? null, place);
  throw wrongTarget(given, output, place);
}

const noRows = (shape: number[], where: string): RangeError =>
  new RangeError(
    say(
      `${where} has no rows: its shape is ${shapeText(shape)}. There is nothing to compute. Look at how the rows were chosen: a filter, a split or a slice may have left none.`,
      `${where}에 행이 없습니다. 모양이 ${shapeText(shape)}입니다. 계산할 것이 없습니다. 행을 고른 곳(filter, split, slice)에서 하나도 남지 않았는지 확인하세요.`,
    ),
  );

function wrongInput(shape: number[], wanted: readonly (number | null)[], where: string): RangeError {
  const inner = wanted.slice(1);
  const one = shape.length === inner.length && inner.every((size, i) => size === null || size === shape[i]);
  const [advice, adviceKo] = one
    ? [
        'For one row put it into a list: tf.tensor2d([row]), or x.expandDims(0).',
        '행이 하나라면 목록에 넣으세요: tf.tensor2d([행]) 또는 x.expandDims(0).',
      ]
    : [
        `Change inputShape of the first layer to ${shapeText(shape.slice(1))}, or give the columns that it was made for.`,
        `첫 층의 inputShape을 ${shapeText(shape.slice(1))}(으)로 바꾸거나 그 모델에 맞는 열을 주세요.`,
      ];
  return new RangeError(
    say(
      `${where} has shape ${shapeText(shape)}, but the model takes ${shapeText(wanted)}. ${advice}`,
      `${where}의 모양이 ${shapeText(shape)}인데 모델의 입력은 ${shapeText(wanted)}입니다. ${adviceKo}`,
    ),
  );
}

const otherRows = (x: number | undefined, y: number | undefined, nameX: string, nameY: string): RangeError =>
  new RangeError(
    say(
      `${nameX} has ${x} rows, but ${nameY} has ${y}: each row needs its own target. Were both filtered and split in the same way?`,
      `${nameX}의 행은 ${x}개인데 ${nameY}의 행은 ${y}개입니다. 행마다 정답이 있어야 합니다. 둘을 같은 방법으로 거르고 나누었는지 확인하세요.`,
    ),
  );

const oneHotForSparse = (shape: number[], { name, layer }: Place): RangeError =>
  new RangeError(
    say(
      `${name} has shape ${shapeText(shape)}, one column for each class (one-hot), but the loss sparseCategoricalCrossentropy takes class numbers, one for each row (output layer ${layer}). Use the loss categoricalCrossentropy, or y.argMax(-1).`,
      `${name}의 모양이 ${shapeText(shape)}(클래스마다 한 열, 원-핫)인데 손실 sparseCategoricalCrossentropy는 행마다 클래스 번호 하나를 받습니다(출력층 ${layer}). 손실을 categoricalCrossentropy로 바꾸거나 y.argMax(-1)을 쓰세요.`,
    ),
  );

const numbersForOneHot = (shape: number[], classes: number | null, { name, layer }: Place): RangeError =>
  new RangeError(
    say(
      `${name} has shape ${shapeText(shape)}, class numbers, but the loss categoricalCrossentropy takes one column for each of the ${classes} classes of the output layer ${layer}. Use the loss sparseCategoricalCrossentropy, or make it one-hot: tf.oneHot(tf.cast(y, 'int32').flatten(), ${classes}).`,
      `${name}의 모양이 ${shapeText(shape)}(클래스 번호)인데 손실 categoricalCrossentropy는 출력층 ${layer}의 클래스 ${classes}개마다 한 열을 받습니다. 손실을 sparseCategoricalCrossentropy로 바꾸거나 원-핫으로 만드세요: tf.oneHot(tf.cast(y, 'int32').flatten(), ${classes}).`,
    ),
  );

const wrongTarget = (
  shape: number[],
  output: readonly (number | null)[],
  { name, layer }: Place,
): RangeError =>
  new RangeError(
    say(
      `${name} has shape ${shapeText(shape)}, but the output layer ${layer} gives ${shapeText(output)}. The units of the last layer are the columns of the targets: change one of the two.`,
      `${name}의 모양이 ${shapeText(shape)}인데 출력층 ${layer}은(는) ${shapeText(output)}을(를) 냅니다. 마지막 층의 유닛 수가 정답의 열 수입니다. 둘 중 하나를 바꾸세요.`,
    ),
  );
