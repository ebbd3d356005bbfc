import type { Tensor } from '@tensorflow/tfjs-core';
import { say } from '../../words/index.js';
import { type CheckedModel, type CheckTf, ignoredClass, lossWords } from './checked-model.js';
import type { GivenTensor } from './given-data.js';

/** Numbers looked at once where NaN is searched for. */
const CHUNK = 1 << 20;

/** Warns of NaN and infinities: with one of them every weight becomes NaN. */
export function warnOfMissingNumbers(tf: CheckTf, given: GivenTensor, where: string): void {
  if (given.dtype !== 'float32') return;
  const tensor = given as unknown as Tensor;
  // One pass without memory of its own: a sum is finite where all numbers are.
  const total = tf.tidy(() => tf.sum(tensor).dataSync()[0] ?? 0);
  if (Number.isFinite(total)) return;
  const found = findNotFinite(tf, tensor);
  if (!found) return;
  const { value, row, column } = found;
  const place =
    tensor.shape.length === 2
      ? say(`row ${row}, column ${column}`, `${row}행 ${column}열`)
      : say(`row ${row}`, `${row}행`);
  console.warn(
    say(
      `${where} holds ${value} (${place}, counted from 0), and what is computed with it becomes NaN too. Fill or drop missing values first: table.fill(column, 'median').`,
      `${where}에 ${value}이(가) 있습니다(0부터 세어 ${place}). 이 값으로 계산한 것은 모두 NaN이 됩니다. 결측값을 먼저 채우거나 빼세요: table.fill(열, 'median').`,
    ),
  );
}

function findNotFinite(
  tf: CheckTf,
  tensor: Tensor,
): { value: number; row: number; column: number } | undefined {
  const [rows = 1] = tensor.shape;
  const width = Math.max(1, tensor.size / rows);
  const some = Math.max(1, Math.floor(CHUNK / width));
  for (let from = 0; from < rows; from += some) {
    const count = Math.min(some, rows - from);
    const values = tf.tidy(() => {
      const rest = tensor.shape.slice(1);
      return tf.slice(tensor, [from, ...rest.map(() => 0)], [count, ...rest]).dataSync();
    });
    const at = values.findIndex((value) => !Number.isFinite(value));
    if (at >= 0)
      return { value: values[at] as number, row: from + Math.floor(at / width), column: at % width };
  }
  return undefined;
}

/** @throws RangeError where class numbers lie outside of the output's classes; warns where labels suit their loss badly. */
export function checkLabels(tf: CheckTf, model: CheckedModel, targets: GivenTensor[], where: string): void {
  const losses = lossWords(model);
  targets.forEach((target, i) => {
    const labels = target as unknown as Tensor;
    const classes = model.outputs[i]?.shape.at(-1) ?? null;
    if (losses[i] === 'sparsecategoricalcrossentropy')
      checkClassNumbers(labels, classes, ignoredClass(model, i), where);
    else if (losses[i] === 'binarycrossentropy') checkBinary(tf, labels, where);
    else if (losses[i] === 'categoricalcrossentropy') checkShares(tf, labels, where);
  });
}

function checkClassNumbers(
  labels: Tensor,
  classes: number | null,
  ignored: number | undefined,
  where: string,
): void {
  const values = labels.dataSync();
  const most = classes ?? Number.POSITIVE_INFINITY;
  const at = values.findIndex(
    (value) => value !== ignored && (!Number.isInteger(value) || value < 0 || value >= most),
  );
  // NaN is told of already.
  if (at < 0 || Number.isNaN(values[at])) return;
  const value = values[at] as number;
  const oneTooMany = value === classes && !values.some((label) => label === 0);
  throw new RangeError(
    say(
      `${where} holds ${value} in row ${at}, but the ${classes} units of the output are the classes 0 to ${Number(classes) - 1}. ${oneTooMany ? 'These classes count from 1: subtract 1, y.sub(1).' : `For classes up to ${value} the last layer needs more units.`}`,
      `${where}의 ${at}행 값이 ${value}인데 출력층의 유닛 ${classes}개는 클래스 0에서 ${Number(classes) - 1}까지입니다. ${oneTooMany ? '클래스가 1부터 세어져 있습니다. 1을 빼세요: y.sub(1).' : `${value}까지의 클래스에는 마지막 층의 유닛이 더 필요합니다.`}`,
    ),
  );
}

function range(tf: CheckTf, tensor: Tensor): [least: number, most: number] {
  return tf.tidy(() => [tf.min(tensor).dataSync()[0] ?? 0, tf.max(tensor).dataSync()[0] ?? 0]);
}

function checkBinary(tf: CheckTf, labels: Tensor, where: string): void {
  const [least, most] = range(tf, labels);
  if (!(least < 0 || most > 1)) return;
  console.warn(
    say(
      `${where} holds values from ${least} to ${most}, but the loss binaryCrossentropy takes 0 and 1: its value means nothing otherwise. Change the labels, or use meanSquaredError for numbers and sparseCategoricalCrossentropy for more classes.`,
      `${where}의 값이 ${least}에서 ${most}까지인데 손실 binaryCrossentropy는 0과 1을 받습니다. 그렇지 않으면 손실 값에 뜻이 없습니다. 레이블을 바꾸거나, 수를 예측한다면 meanSquaredError, 클래스가 더 많다면 sparseCategoricalCrossentropy를 쓰세요.`,
    ),
  );
}

function checkShares(tf: CheckTf, labels: Tensor, where: string): void {
  const sums = tf.tidy(() => tf.sum(labels, -1).dataSync());
  const at = sums.findIndex((sum) => Math.abs(sum - 1) > 1e-2);
  if (at < 0) return;
  console.warn(
    say(
      `${where}: the values of row ${at} add up to ${Number(sums[at]?.toPrecision(3))}, but the loss categoricalCrossentropy takes one-hot rows, which add up to 1. If a row may have several classes, use sigmoid and binaryCrossentropy.`,
      `${where}: ${at}행의 값을 더하면 ${Number(sums[at]?.toPrecision(3))}인데 손실 categoricalCrossentropy는 합이 1인 원-핫 행을 받습니다. 한 행에 클래스가 여럿일 수 있다면 sigmoid와 binaryCrossentropy를 쓰세요.`,
    ),
  );
}

/** @throws RangeError where an Embedding on an input is given numbers that it has no vector for. */
export function checkWordNumbers(
  tf: CheckTf,
  model: CheckedModel,
  inputs: GivenTensor[],
  where: string,
): void {
  for (const layer of model.layers) {
    if (layer.getClassName() !== 'Embedding' || layer.inputDim === undefined) continue;
    const from = layer.inboundNodes[0]?.inputTensors[0];
    const input = from && inputs[model.inputs.indexOf(from)];
    if (!input) continue;
    const [least, most] = range(tf, input as unknown as Tensor);
    if (!(least < 0 || most >= layer.inputDim)) continue;
    throw new RangeError(
      say(
        `${where} holds numbers from ${least} to ${most}, but the Embedding ${layer.name} has vectors for 0 to ${layer.inputDim - 1} (inputDim ${layer.inputDim}). ${least < 0 ? 'Word numbers are not negative.' : `inputDim must be above the largest number: at least ${most + 1}.`}`,
        `${where}의 값이 ${least}에서 ${most}까지인데 Embedding ${layer.name}에는 0에서 ${layer.inputDim - 1}까지의 벡터만 있습니다(inputDim ${layer.inputDim}). ${least < 0 ? '단어 번호는 음수일 수 없습니다.' : `inputDim은 가장 큰 번호보다 커야 합니다. ${most + 1} 이상으로 하세요.`}`,
      ),
    );
  }
}
