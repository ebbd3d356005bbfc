import type { Tensor } from '@tensorflow/tfjs-core';
import { didYouMean, say } from '../../words/index.js';
import type { TfNamespace } from '../tf-namespace.js';

type Numbers = Tensor | ArrayLike<number>;

/** One list for all outputs, a list for each in order, or by name. */
export type GivenWeights = Numbers | readonly (Numbers | null)[] | Readonly<Record<string, Numbers>>;

/** Weights of classes by their numbers, `{0: 1, 1: 5}`; a class without one weighs 1. */
export type ClassWeights = Readonly<Record<number, number>>;
export type GivenClassWeights =
  | ClassWeights
  | readonly (ClassWeights | null)[]
  | Readonly<Record<string, ClassWeights>>;

const isTensor = (value: unknown): value is Tensor =>
  typeof value === 'object' && value !== null && 'dataSync' in value;
const isNumbers = (value: unknown): value is Numbers =>
  isTensor(value) ||
  ArrayBuffer.isView(value) ||
  (Array.isArray(value) && value.every((one) => typeof one === 'number'));

/**
 * Weights of samples as tensors, one for each output; null for an output whose samples all weigh 1. They are new tensors.
 *
 * @throws Error where they do not fit the targets.
 */
export function sampleWeights(
  tf: TfNamespace,
  given: GivenWeights,
  targets: readonly Tensor[],
  outputs: readonly string[],
): (Tensor | null)[] {
  const each: readonly unknown[] = isNumbers(given)
    ? outputs.map(() => given)
    : Array.isArray(given)
      ? given
      : byName(given as Record<string, unknown>, outputs, 'sampleWeight');
  if (each.length !== outputs.length) throw otherCount(each.length, outputs);
  const made: (Tensor | null)[] = [];
  try {
    each.forEach((weights, i) => {
      made.push(
        weights === null || weights === undefined ? null : oneOutput(tf, weights, targets[i], outputs[i]),
      );
    });
    return made;
  } catch (error) {
    tf.dispose(made.filter((weights) => weights !== null));
    throw error;
  }
}

function oneOutput(
  tf: TfNamespace,
  given: unknown,
  target: Tensor | undefined,
  output: string | undefined,
): Tensor {
  if (!isNumbers(given)) throw noWeights(given, output);
  const samples = target?.shape[0] ?? 0;
  const shape = isTensor(given) ? given.shape : [given.length];
  if (shape[0] !== samples)
    throw new Error(
      say(
        `sampleWeight has ${shape[0] ?? 'no'} weights, and there are ${samples} samples: give one weight for each.`,
        `sampleWeight의 가중치는 ${shape[0] ?? 0}개인데 샘플은 ${samples}개입니다. 샘플마다 하나씩 주세요.`,
      ),
    );
  if (isTensor(given)) return given.dtype === 'float32' ? tf.clone(given) : tf.cast(given, 'float32');
  return tf.tensor1d(Float32Array.from(given));
}

/**
 * Weights of samples by their classes, one tensor for each output; null for an output without.
 *
 * @throws Error where a target is no class.
 */
export async function classWeights(
  tf: TfNamespace,
  given: GivenClassWeights,
  targets: readonly Tensor[],
  outputs: readonly string[],
): Promise<(Tensor | null)[]> {
  const each = perOutput(given, outputs);
  if (each.length !== outputs.length) throw otherCount(each.length, outputs);
  const made: (Tensor | null)[] = [];
  for (const [i, weights] of each.entries())
    made.push(weights ? await ofClasses(tf, weights, targets[i] as Tensor, outputs[i] as string) : null);
  return made;
}

function perOutput(given: GivenClassWeights, outputs: readonly string[]): readonly (ClassWeights | null)[] {
  if (Array.isArray(given)) return given as readonly (ClassWeights | null)[];
  const values: unknown[] = Object.values(given);
  if (values.some((value) => typeof value === 'object'))
    return byName(given as Record<string, unknown>, outputs, 'classWeight') as (ClassWeights | null)[];
  if (outputs.length === 1) return [given as ClassWeights];
  throw new Error(
    say(
      `The model has ${outputs.length} outputs (${outputs.join(', ')}); say for which of them the classWeight is: { ${outputs[0]}: { 0: 1, 1: 5 } }.`,
      `모델의 출력이 ${outputs.length}개입니다(${outputs.join(', ')}). classWeight를 어느 출력에 쓸지 적으세요: { ${outputs[0]}: { 0: 1, 1: 5 } }`,
    ),
  );
}

async function ofClasses(
  tf: TfNamespace,
  weights: ClassWeights,
  target: Tensor,
  output: string,
): Promise<Tensor> {
  const stranger = Object.entries(weights).find(
    ([name, weight]) => !/^\d+$/.test(name) || typeof weight !== 'number' || !Number.isFinite(weight),
  );
  if (stranger)
    throw new Error(
      say(
        `classWeight holds ${stranger[0]}: ${String(stranger[1])}; it takes numbers of classes, counted from 0, with a finite weight for each: { 0: 1, 1: 5 }.`,
        `classWeight에 ${stranger[0]}: ${String(stranger[1])}이(가) 있습니다. 0부터 세는 클래스 번호마다 유한한 가중치를 쓰세요: { 0: 1, 1: 5 }`,
      ),
    );
  const width = target.shape.at(-1) ?? 1;
  const oneHot = target.rank > 1 && width !== 1;
  const classes = tf.tidy(() => (oneHot ? tf.argMax(target, -1) : tf.reshape(target, [-1])));
  const numbers = await classes.data();
  classes.dispose();
  if (numbers.length !== target.shape[0])
    throw new Error(
      say(
        `classWeight needs one class for each sample, and the targets of "${output}" have the shape [${target.shape}]: give sampleWeight instead.`,
        `classWeight에는 샘플마다 클래스 하나가 필요한데 "${output}"의 정답 형태는 [${target.shape}]입니다. 대신 sampleWeight를 쓰세요.`,
      ),
    );
  return tf.tensor1d(Float32Array.from(numbers, (number) => weights[roundEven(number)] ?? 1));
}

/** As NumPy rounds: halves to the even neighbour. */
function roundEven(value: number): number {
  const rounded = Math.round(value);
  return Math.abs(value % 1) === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
}

function byName(
  given: Record<string, unknown>,
  outputs: readonly string[],
  option: string,
): readonly (unknown | null)[] {
  const stranger = Object.keys(given).find((name) => !outputs.includes(name));
  if (stranger !== undefined)
    throw new Error(
      say(
        `${option} names "${stranger}", which is no output of this model.${didYouMean(stranger, outputs)} Its outputs: ${outputs.join(', ')}.`,
        `${option}에 있는 "${stranger}"은(는) 이 모델의 출력이 아닙니다.${didYouMean(stranger, outputs)} 출력: ${outputs.join(', ')}.`,
      ),
    );
  return outputs.map((name) => given[name] ?? null);
}

const otherCount = (count: number, outputs: readonly string[]): Error =>
  new Error(
    say(
      `There are weights for ${count} outputs, and the model has ${outputs.length} (${outputs.join(', ')}): give one list for each.`,
      `가중치는 출력 ${count}개분인데 모델의 출력은 ${outputs.length}개입니다(${outputs.join(', ')}). 출력마다 하나씩 주세요.`,
    ),
  );

const noWeights = (given: unknown, output: string | undefined): Error =>
  new Error(
    say(
      `sampleWeight of the output "${output}" is ${JSON.stringify(given) ?? typeof given}; it must be a tensor or a list of numbers, one for each sample.`,
      `출력 "${output}"의 sampleWeight가 ${JSON.stringify(given) ?? typeof given}입니다. 샘플마다 하나씩인 텐서나 수의 목록이어야 합니다.`,
    ),
  );
