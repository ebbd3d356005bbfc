import { didYouMean, say } from '../../words/index.js';
import { wrapMethod } from '../patches/wrap-method.js';
import type { TfNamespace } from '../tf-namespace.js';
import { KerasMetric } from './keras-metric.js';
import { KerasLoss, type ReadyLoss, readyLoss } from './loss.js';
import { readyMetric } from './ready-metric.js';
import { type OutputMetric, setState, type TrainedModel } from './training-state.js';

/** What `compile` takes here beside an optimizer; names and options are those of Keras. */
export interface CompileArguments {
  loss?: unknown;
  metrics?: unknown;
  /** How much the loss of each output counts, in order or by name. */
  lossWeights?: readonly number[] | Readonly<Record<string, number>>;
  /** Metrics in which the weights of samples and classes count. */
  weightedMetrics?: unknown;
}

/**
 * Losses and metrics by every name that Keras has, with options, weights of outputs, and weighted metrics. tfjs-layers knows
 * its own spellings only, means something else with some (the sign of the cosine, hinges on labels of 0 and 1), and throws
 * for labels that are whole numbers.
 */
export function patchCompile(tf: TfNamespace): void {
  wrapMethod<TrainedModel, [args: CompileArguments], void>(
    tf.LayersModel.prototype,
    'compile',
    'names of Keras',
    (original) =>
      function (args) {
        const names = this.outputNames;
        const given = perOutput(args.loss, names, 'loss');
        const losses = given.map((loss, i) =>
          loss === null ? undefined : readyLoss(tf, loss, { shape: shapeOf(this, i) }),
        );
        const lossWeights = weightsOf(args.lossWeights, names);
        const metrics = [
          ...metricsOf(this, args.metrics, losses, 'metrics'),
          ...metricsOf(this, args.weightedMetrics, losses, 'weightedMetrics'),
        ];
        // tfjs-layers checks shapes of targets by functions of its own.
        const checked = losses.map((loss) => loss?.checkedAs ?? 'poisson');
        original.call(this, { ...args, loss: checked, metrics: [] });
        losses.forEach((loss, i) => {
          if (loss?.own) loss.values = castingLabels(tf, this.lossFunctions[i] as never);
        });
        Object.assign(this, {
          loss: args.loss,
          metrics: args.metrics,
          lossWeights: args.lossWeights,
          weightedMetrics: args.weightedMetrics,
          lossFunctions: losses.map((loss) => loss?.values),
        });
        const several = names.length > 1;
        for (const { name, output, metric } of metrics) {
          this.metricsNames.push(freeName(several ? `${names[output]}_${name}` : name, this.metricsNames));
          this.metricsTensors.push(['values' in metric ? metric.values.bind(metric, tf) : noValues, output]);
        }
        setState(this, {
          losses,
          lossWeights,
          metrics,
          trained: [],
          tested: [],
          nextWeights: undefined,
          validationWeights: undefined,
        });
      },
  );
}

/** What a `Sequential` is asked for, and the model inside it knows. */
export function patchSequentialCompile(tf: TfNamespace): void {
  wrapMethod<CompiledSequential, [args: CompileArguments], void>(
    tf.Sequential.prototype,
    'compile',
    'names of Keras',
    (original) =>
      function (args) {
        original.call(this, args);
        const { lossWeights, weightedMetrics } = this.model;
        Object.assign(this, { lossWeights, weightedMetrics });
      },
  );
}

interface CompiledSequential {
  model: Pick<TrainedModel, 'lossWeights' | 'weightedMetrics'>;
}

/** Of metrics of one name the second is `mae_1`, as in Keras. */
function freeName(name: string, taken: readonly string[]): string {
  let free = name;
  for (let count = 1; taken.includes(free); count++) free = `${name}_${count}`;
  return free;
}

const noValues = (): never => {
  throw new Error('This metric has no value per sample.');
};

const castingLabels =
  (tf: TfNamespace, loss: ReadyLoss['values']): ReadyLoss['values'] =>
  (yTrue, yPred) =>
    loss(yTrue.dtype === 'float32' || yTrue.dtype === 'string' ? yTrue : tf.cast(yTrue, 'float32'), yPred);

const shapeOf = (model: TrainedModel, output: number): (number | null)[] =>
  model.outputs[output]?.shape ?? [];

const isList = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' &&
  value !== null &&
  !Array.isArray(value) &&
  !(value instanceof KerasLoss) &&
  !(value instanceof KerasMetric) &&
  !('className' in value) &&
  !('class_name' in value);

/** What was given for all outputs at once, in order, or by name; null for an output without. */
function perOutput(given: unknown, names: readonly string[], option: string): unknown[] {
  if (given === undefined || given === null)
    throw new Error(
      say(
        `compile needs a ${option}: compile({ optimizer: "adam", ${option}: "mse" }), for example.`,
        `compile에는 ${option}이(가) 필요합니다. 예: compile({ optimizer: "adam", ${option}: "mse" })`,
      ),
    );
  if (Array.isArray(given)) {
    if (given.length !== names.length) throw otherCount(option, given.length, names);
    return given.map((value) => value ?? null);
  }
  if (!isList(given)) return names.map(() => given);
  checkOutputs(given, names, option);
  return names.map((name) => given[name] ?? null);
}

function metricsOf(
  model: TrainedModel,
  given: unknown,
  losses: readonly (ReadyLoss | undefined)[],
  option: string,
): OutputMetric[] {
  const names = model.outputNames;
  return names.flatMap((name, output) =>
    metricList(given, name, output, names, option).map((metric) => ({
      ...readyMetric(metric, { shape: shapeOf(model, output), loss: losses[output] }),
      output,
      weighted: option === 'weightedMetrics',
    })),
  );
}

/** A list stands for every output, unless it holds a list for each. */
function metricList(
  given: unknown,
  name: string,
  output: number,
  names: readonly string[],
  option: string,
): unknown[] {
  if (given === undefined || given === null) return [];
  if (Array.isArray(given)) {
    const each = names.length > 1 && given.length === names.length && given.some(Array.isArray);
    return each ? [given[output] ?? []].flat() : given.flat();
  }
  if (!isList(given)) return [given];
  checkOutputs(given, names, option);
  return [given[name] ?? []].flat();
}

function weightsOf(given: CompileArguments['lossWeights'], names: readonly string[]): number[] {
  if (given === undefined || given === null) return names.map(() => 1);
  if (Array.isArray(given) && given.length !== names.length)
    throw otherCount('lossWeights', given.length, names);
  if (!Array.isArray(given)) checkOutputs(given as Record<string, number>, names, 'lossWeights');
  return names.map((name, i) => {
    const weight = Array.isArray(given) ? given[i] : ((given as Record<string, number>)[name] ?? 1);
    if (typeof weight === 'number' && Number.isFinite(weight)) return weight;
    throw new Error(
      say(
        `lossWeights of compile is ${JSON.stringify(weight)} for the output "${name}"; it must be a finite number.`,
        `compile의 lossWeights가 출력 "${name}"에서 ${JSON.stringify(weight)}입니다. 유한한 수여야 합니다.`,
      ),
    );
  });
}

function checkOutputs(given: Record<string, unknown>, names: readonly string[], option: string): void {
  const stranger = Object.keys(given).find((name) => !names.includes(name));
  if (stranger === undefined) return;
  throw new Error(
    say(
      `${option} of compile names "${stranger}", which is no output of this model.${didYouMean(stranger, names)} Its outputs: ${names.join(', ')}.`,
      `compile의 ${option}에 있는 "${stranger}"은(는) 이 모델의 출력이 아닙니다.${didYouMean(stranger, names)} 출력: ${names.join(', ')}.`,
    ),
  );
}

const otherCount = (option: string, count: number, names: readonly string[]): Error =>
  new Error(
    say(
      `${option} of compile is a list of ${count}, and the model has ${names.length} outputs (${names.join(', ')}): give one for each.`,
      `compile의 ${option}은(는) ${count}개짜리 목록인데 모델의 출력은 ${names.length}개입니다(${names.join(', ')}). 출력마다 하나씩 주세요.`,
    ),
  );
