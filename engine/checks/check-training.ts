import { say } from '../../words/index.js';
import { checkOptions, isPromise, showGiven } from '../options/index.js';
import { callOptions } from './call-options.js';
import { checkInputs, checkTargets } from './check-shapes.js';
import { checkLabels, checkWordNumbers, warnOfMissingNumbers } from './check-values.js';
import type { CheckedModel, CheckTf } from './checked-model.js';
import { givenTensors } from './given-data.js';

/** The names of the two, as they stand in sentences. */
type Names = readonly [x: string, y: string];

/** @throws Error where the model has no loss and optimizer yet. */
export function checkCompiled(model: { optimizer?: unknown }, call: string): void {
  if (model.optimizer) return;
  throw new Error(
    say(
      `${call}: the model is not compiled yet, so there is no loss and no optimizer. First call model.compile({ optimizer: 'adam', loss: 'meanSquaredError' }).`,
      `${call}: 모델이 아직 컴파일되지 않아 손실과 옵티마이저가 없습니다. 먼저 model.compile({ optimizer: 'adam', loss: 'meanSquaredError' })을 호출하세요.`,
    ),
  );
}

/** @throws TypeError for arguments beyond those that a call has, as Keras takes them by their place. */
export function checkArity(given: readonly unknown[], most: number, call: string): void {
  if (given.length <= most) return;
  const values = given
    .slice(most - 1)
    .map(showGiven)
    .join(', ');
  throw new TypeError(
    say(
      `${call} has ${given.length} arguments, but takes ${most}; the options come last in one object: { batchSize: 32, epochs: 10 } in place of ${values}.`,
      `${call}에 인수가 ${given.length}개인데 ${most}개를 받습니다. 옵션은 끝에 객체 하나로 씁니다: ${values} 대신 { batchSize: 32, epochs: 10 }.`,
    ),
  );
}

/**
 * Looks through the arguments of `model.fit` before anything is computed.
 *
 * @throws TypeError, RangeError or Error that names the argument and what to write.
 */
export function checkFit(tf: CheckTf, model: CheckedModel, x: unknown, y: unknown, args: unknown): void {
  checkCompiled(model, 'model.fit');
  checkNotTraining(model);
  checkOptions('model.fit', args, callOptions.fit.allowed, callOptions.fit.elsewhere);
  const { validationSplit, validationData, epochs, initialEpoch } = args as Record<string, unknown>;
  checkData(tf, model, [x, y], ['x of model.fit', 'y of model.fit']);
  if (Array.isArray(validationData)) {
    const names: Names = ['validationData[0] of model.fit', 'validationData[1] of model.fit'];
    checkData(tf, model, validationData as [unknown, unknown], names);
  }
  const rows = givenTensors(x, model.inputNames, 'x of model.fit')[0]?.shape[0] ?? 0;
  if (typeof validationSplit === 'number') checkSplit(rows, validationSplit);
  warnOfNoEpoch(epochs, initialEpoch);
}

export function checkNotTraining(model: CheckedModel): void {
  if (!model.isTraining) return;
  throw new Error(
    say(
      'model.fit: this model is still in training by an earlier fit. Wait for that one: await model.fit(…).',
      'model.fit: 이 모델은 앞의 fit으로 아직 학습 중입니다. 그 fit을 기다리세요: await model.fit(…).',
    ),
  );
}

function checkSplit(rows: number, share: number): void {
  if (share === 0) return;
  const left = Math.floor(rows * (1 - share));
  if (left > 0 && left < rows) return;
  throw new RangeError(
    say(
      `model.fit: validationSplit ${share} leaves ${left} of ${rows} rows to train on and ${rows - left} to validate with; both need at least one.`,
      `model.fit: validationSplit이 ${share}이면 행 ${rows}개 중 학습에 ${left}개, 검증에 ${rows - left}개가 남습니다. 둘 다 하나 이상이어야 합니다.`,
    ),
  );
}

export function warnOfNoEpoch(epochs: unknown, initialEpoch: unknown): void {
  if (typeof initialEpoch !== 'number' || initialEpoch < Number(epochs ?? 1)) return;
  console.warn(
    say(
      `model.fit: initialEpoch is ${initialEpoch} and epochs is ${epochs ?? 1}, so there is no epoch to train. epochs is the number of the last one, not how many there are.`,
      `model.fit: initialEpoch이 ${initialEpoch}이고 epochs가 ${epochs ?? 1}이라서 학습할 에포크가 없습니다. epochs는 개수가 아니라 마지막 에포크의 번호입니다.`,
    ),
  );
}

function checkData(
  tf: CheckTf,
  model: CheckedModel,
  [x, y]: readonly [unknown, unknown],
  names: Names,
): void {
  const inputs = givenTensors(x, model.inputNames, names[0]);
  checkInputs(model, inputs, names[0]);
  const targets = givenTensors(y, model.outputNames, names[1]);
  checkTargets(model, inputs, targets, names);
  for (const input of inputs) warnOfMissingNumbers(tf, input, names[0]);
  for (const target of targets) warnOfMissingNumbers(tf, target, names[1]);
  checkWordNumbers(tf, model, inputs, names[0]);
  checkLabels(tf, model, targets, names[1]);
}

/** Looks through the arguments of `model.evaluate`. */
export function checkEvaluate(tf: CheckTf, model: CheckedModel, x: unknown, y: unknown, args: unknown): void {
  checkCompiled(model, 'model.evaluate');
  checkOptions('model.evaluate', args ?? {}, callOptions.evaluate.allowed, callOptions.evaluate.elsewhere);
  checkData(tf, model, [x, y], ['x of model.evaluate', 'y of model.evaluate']);
}

/** Looks through the arguments of `model.predict`. */
export function checkPredict(tf: CheckTf, model: CheckedModel, x: unknown, args: unknown): void {
  const where = 'x of model.predict';
  checkOptions('model.predict', args ?? {}, callOptions.predict.allowed, callOptions.predict.elsewhere);
  const inputs = givenTensors(x, model.inputNames, where);
  checkInputs(model, inputs, where);
  for (const input of inputs) warnOfMissingNumbers(tf, input, where);
  checkWordNumbers(tf, model, inputs, where);
}

/** Looks through the arguments of `model.trainOnBatch`: the shapes only, as it is called at every step. */
export function checkTrainOnBatch(model: CheckedModel, x: unknown, y: unknown): void {
  checkCompiled(model, 'model.trainOnBatch');
  const names: Names = ['x of model.trainOnBatch', 'y of model.trainOnBatch'];
  const inputs = givenTensors(x, model.inputNames, names[0]);
  checkInputs(model, inputs, names[0]);
  checkTargets(model, inputs, givenTensors(y, model.outputNames, names[1]), names);
}

/** Looks at one batch of a data set. */
export function checkBatch(
  tf: CheckTf,
  model: CheckedModel,
  { xs, ys }: { xs: unknown; ys: unknown },
  first: boolean,
): void {
  const names: Names = [
    say('xs of the data set', '데이터 세트의 xs'),
    say('ys of the data set', '데이터 세트의 ys'),
  ];
  if (first) {
    checkData(tf, model, [xs, ys], names);
    return;
  }
  const inputs = givenTensors(xs, model.inputNames, names[0]);
  checkInputs(model, inputs, names[0]);
  checkTargets(model, inputs, givenTensors(ys, model.outputNames, names[1]), names);
}

/** @throws TypeError where a call that takes a data set is given something else. */
export function checkDataset(dataset: unknown, call: string): void {
  if (typeof (dataset as { iterator?: unknown } | null | undefined)?.iterator === 'function') return;
  const [en, ko] = isPromise(dataset)
    ? ['a Promise: await is missing where it was made', '프로미스(만든 곳에 await이 빠짐)']
    : [showGiven(dataset), showGiven(dataset)];
  throw new TypeError(
    say(
      `${call} takes a data set of tf.data, as tf.data.zip({ xs, ys }).batch(32), but got ${en}. Tensors go to ${call.replace('Dataset', '')}(x, y, { … }).`,
      `${call}에는 tf.data.zip({ xs, ys }).batch(32) 같은 tf.data 데이터 세트를 주어야 하는데 ${ko}을(를) 받았습니다. 텐서는 ${call.replace('Dataset', '')}(x, y, { … })에 주세요.`,
    ),
  );
}

/** Looks through the arguments of `model.fitDataset`; its batches are looked at as they come. */
export function checkFitDataset(model: CheckedModel, dataset: unknown, args: unknown): void {
  checkCompiled(model, 'model.fitDataset');
  checkNotTraining(model);
  checkDataset(dataset, 'model.fitDataset');
  const { allowed, elsewhere } = callOptions.fitDataset;
  checkOptions('model.fitDataset', args, allowed, elsewhere);
  const { epochs, initialEpoch } = args as Record<string, unknown>;
  if (epochs === undefined || epochs === null)
    throw new RangeError(
      say(
        'model.fitDataset needs the number of epochs: model.fitDataset(dataset, { epochs: 10 }).',
        'model.fitDataset에는 에포크 수가 필요합니다: model.fitDataset(dataset, { epochs: 10 }).',
      ),
    );
  warnOfNoEpoch(epochs, initialEpoch);
}
