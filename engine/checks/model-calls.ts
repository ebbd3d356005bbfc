import { say } from '../../words/index.js';
import { checkOptions, showGiven } from '../options/index.js';
import { wrapMethod } from '../patches/wrap-method.js';
import type { TfNamespace } from '../tf-namespace.js';
import { callOptions } from './call-options.js';
import { checkCompile } from './check-compile.js';
import { checkOutputs } from './check-output.js';
import {
  checkArity,
  checkCompiled,
  checkDataset,
  checkEvaluate,
  checkFit,
  checkFitDataset,
  checkPredict,
  checkTrainOnBatch,
} from './check-training.js';
import type { CheckedModel, CheckTf } from './checked-model.js';
import { explainFreed } from './freed-meanwhile.js';
import { watchedDataset } from './watched-dataset.js';

/** On the models of a checked engine: looks through the arguments of a fit. Shared by bundles. */
export const CHECK_FIT: unique symbol = Symbol.for('epochbook.check-fit') as never;
/** On arguments that have been looked through. */
export const CHECKED: unique symbol = Symbol.for('epochbook.checked-arguments') as never;

export type FitKind = 'fit' | 'fitDataset';

/** Looks through the arguments of a fit, where the engine has checks, once. */
export function checkedFit<Args extends object>(
  model: object,
  kind: FitKind,
  given: readonly unknown[],
  args: Args,
): Args {
  (model as { [CHECK_FIT]?(kind: FitKind, given: readonly unknown[]): void })[CHECK_FIT]?.(kind, given);
  return { ...args, [CHECKED]: true };
}

const isChecked = (args: unknown): boolean => typeof args === 'object' && args !== null && CHECKED in args;

type Call<Result> = (this: CheckedModel, ...args: unknown[]) => Result;

/** Lets the calls of a model look through their arguments before they compute. */
export function checkModelCalls(tf: TfNamespace): void {
  const tools = tf as unknown as CheckTf;
  const { prototype } = tf.LayersModel;
  const wrap = <Result>(method: string, around: (original: Call<Result>) => Call<Result>): void =>
    wrapMethod<CheckedModel, unknown[], Result>(prototype, method, `checked ${method}`, around);

  Object.defineProperty(prototype, CHECK_FIT, {
    value(this: CheckedModel, kind: FitKind, given: readonly unknown[]) {
      checkArity(given, kind === 'fit' ? 3 : 2, `model.${kind}`);
      if (kind === 'fit') checkFit(tools, this, given[0], given[1], given[2] ?? {});
      else checkFitDataset(this, given[0], given[1] ?? {});
    },
  });
  wrap<Promise<unknown>>(
    'fit',
    (original) =>
      async function (...given) {
        if (!isChecked(given[2])) checkedFit(this, 'fit', given, {});
        try {
          return await original.apply(this, given);
        } catch (error) {
          throw explainFreed(error, given);
        }
      },
  );
  wrap<Promise<unknown>>(
    'fitDataset',
    (original) =>
      async function (dataset, args, ...rest) {
        if (!isChecked(args)) checkedFit(this, 'fitDataset', [dataset, args, ...rest], {});
        return original.call(this, watchedDataset(tools, this, dataset as never, 'model.fitDataset'), args);
      },
  );
  wrap(
    'evaluate',
    (original) =>
      function (...given) {
        checkArity(given, 3, 'model.evaluate');
        checkEvaluate(tools, this, given[0], given[1], given[2]);
        return original.apply(this, given);
      },
  );
  wrap<Promise<unknown>>(
    'evaluateDataset',
    (original) =>
      async function (dataset, args) {
        checkCompiled(this, 'model.evaluateDataset');
        checkDataset(dataset, 'model.evaluateDataset');
        const { allowed, elsewhere } = callOptions.evaluateDataset;
        checkOptions('model.evaluateDataset', args ?? {}, allowed, elsewhere);
        const watched = watchedDataset(tools, this, dataset as never, 'model.evaluateDataset');
        return original.call(this, watched, args);
      },
  );
  wrap(
    'predict',
    (original) =>
      function (...given) {
        checkPredict(tools, this, given[0], given[1]);
        return original.apply(this, given);
      },
  );
  wrap<Promise<unknown>>(
    'trainOnBatch',
    (original) =>
      async function (...given) {
        checkTrainOnBatch(this, given[0], given[1]);
        return original.apply(this, given);
      },
  );
  wrap(
    'compile',
    (original) =>
      function (args, ...rest) {
        checkCompile(args);
        const done = compiled(this, () => original.call(this, args, ...rest));
        checkOutputs(this, (args as { metrics?: unknown }).metrics);
        return done;
      },
  );
  wrap(
    'getLayer',
    (original) =>
      function (...given) {
        const [name, index] = given;
        const names = this.layers.map((layer) => layer.name);
        if (typeof name === 'string' && typeof index !== 'number' && !names.includes(name))
          throw noLayer(name, names);
        return original.apply(this, given);
      },
  );
  checkSequential(tf);
}

const noLayer = (name: string, names: string[]): RangeError =>
  new RangeError(
    say(
      `model.getLayer: there is no layer "${name}". The layers are: ${names.join(', ')}.`,
      `model.getLayer: "${name}"(이)라는 층이 없습니다. 있는 층: ${names.join(', ')}.`,
    ),
  );

const noAddable = (given: unknown): TypeError =>
  new TypeError(
    say(
      `model.add takes one layer, model.add(tf.layers.dense({ units: 16 })), but got ${showGiven(given)}. Several are given at once by tf.sequential({ layers: [ … ] }).`,
      `model.add에는 model.add(tf.layers.dense({ units: 16 }))처럼 층 하나를 주어야 하는데 ${showGiven(given)}을(를) 받았습니다. 여럿은 tf.sequential({ layers: [ … ] })로 한 번에 줍니다.`,
    ),
  );

const isLayer = (value: unknown): boolean =>
  typeof value === 'object' && value !== null && typeof (value as { apply?: unknown }).apply === 'function';

/** A model whose compilation failed is not compiled: half of what it needs would be missing. */
function compiled<Result>(model: CheckedModel, compile: () => Result): Result {
  try {
    return compile();
  } catch (error) {
    (model as { optimizer_?: unknown }).optimizer_ = undefined;
    throw error;
  }
}

/** A `Sequential` hands these on to a model inside, which is not there before it is compiled. */
function checkSequential({ Sequential: { prototype } }: TfNamespace): void {
  wrapMethod<object, unknown[], unknown>(
    prototype,
    'add',
    'checked add',
    (original) =>
      function (...given) {
        if (!isLayer(given[0])) throw noAddable(given[0]);
        return original.apply(this, given);
      },
  );
  const most = { fit: 3, fitDataset: 2, evaluate: 3, evaluateDataset: 2, trainOnBatch: 3 };
  for (const [method, count] of Object.entries(most)) {
    const call = `model.${method}`;
    const check = (model: { optimizer?: unknown }, given: unknown[]): void => {
      checkCompiled(model, call);
      checkArity(given, count, call);
    };
    wrapMethod<CheckedModel, unknown[], unknown>(prototype, method, `checked ${method}`, (original) =>
      method === 'evaluate'
        ? function (...given) {
            check(this, given);
            return original.apply(this, given);
          }
        : async function (...given) {
            check(this, given);
            return original.apply(this, given);
          },
    );
  }
}
