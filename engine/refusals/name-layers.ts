import { say } from '../../words/index.js';
import { showGiven } from '../options/index.js';
import { wrapMethod } from '../patches/wrap-method.js';
import type { TfNamespace } from '../tf-namespace.js';
import { shapeText } from './checks/check.js';
import { RefusedArguments } from './refused-arguments.js';

interface NamedLayer {
  name: string;
  inputSpec?: readonly InputSpec[];
}

interface InputSpec {
  ndim?: number;
  minNDim?: number;
  maxNDim?: number;
  axes?: Readonly<Record<number, number>>;
}

interface Given {
  shape: (number | null)[];
}

/** Errors by the layer that they are told of; within a model, by the innermost. */
const told = new WeakSet<Error>();

/** A layer that is given what it cannot take says what it takes, and an operation within it says in which layer it ran. */
export function nameLayers(tf: TfNamespace): void {
  const prototype = tf.layers.Layer.prototype as object;
  wrapMethod<NamedLayer, [inputs: Given | Given[]], void>(
    prototype,
    'assertInputCompatibility',
    'what a layer takes',
    (original) =>
      function (inputs) {
        try {
          original.call(this, inputs);
        } catch (error) {
          throw wrongInput(this, [inputs].flat(), error as Error);
        }
      },
  );
  wrapMethod<NamedLayer, unknown[], unknown>(
    prototype,
    'apply',
    'the layer of an operation',
    (original) =>
      function (...given) {
        if (!isInput(given[0])) throw noInput(this, given[0]);
        try {
          return original.apply(this, given);
        } catch (error) {
          if (error instanceof RefusedArguments && !told.has(error)) {
            told.add(error);
            error.message = say(
              `In the layer "${this.name}": ${error.message}`,
              `층 "${this.name}"에서: ${error.message}`,
            );
          }
          throw error;
        }
      },
  );
}

const isInput = (input: unknown): boolean =>
  Array.isArray(input)
    ? input.length > 0 && input.every(isInput)
    : Array.isArray((input as { shape?: unknown } | null | undefined)?.shape);

const noInput = ({ name }: NamedLayer, given: unknown): TypeError =>
  new TypeError(
    say(
      `The layer "${name}" was applied to ${showGiven(given)}. Its input is a tensor, or what another layer's apply gave: layer.apply(input).`,
      `층 "${name}"의 입력으로 ${showGiven(given)}을(를) 받았습니다. 입력은 텐서이거나 다른 층의 apply가 준 값이어야 합니다: layer.apply(입력).`,
    ),
  );

function wrongInput({ name, inputSpec = [] }: NamedLayer, inputs: Given[], error: Error): Error {
  if (inputs.length !== inputSpec.length)
    return new RangeError(
      say(
        `The layer "${name}" takes ${inputSpec.length} inputs, and was given ${inputs.length}.`,
        `층 "${name}"은(는) 입력을 ${inputSpec.length}개 받는데 ${inputs.length}개를 받았습니다.`,
      ),
    );
  const place = Number(/^Input (\d+)/.exec(error.message)?.[1] ?? 0);
  const [input, spec] = [inputs[place], inputSpec[place]];
  if (!input || !spec) return error;
  const shape = shapeText(input.shape.map((side) => side ?? Number.NaN)).replaceAll('NaN', 'null');
  const wanted = wantedOf(spec, input.shape.length);
  return new RangeError(
    say(
      `The layer "${name}" was given an input of the shape ${shape}, and takes ${wanted[0]}.`,
      `층 "${name}"이(가) 모양이 ${shape}인 입력을 받았습니다. 이 층의 입력은 ${wanted[1]}`,
    ),
  );
}

/** What most often stands behind a wrong number of axes. */
const BETWEEN = [
  'Between convolution or recurrent layers and dense ones stands tf.layers.flatten(); a second LSTM needs returnSequences: true in the first; images need a channel, [height, width, 1]',
  '합성곱·순환 층과 dense 층 사이에는 tf.layers.flatten()을 넣으세요. LSTM을 두 개 쌓으려면 앞의 것에 returnSequences: true가, 이미지에는 채널 [높이, 너비, 1]이 필요합니다.',
] as const;

function wantedOf({ ndim, minNDim, maxNDim, axes = {} }: InputSpec, rank: number): [string, string] {
  if (ndim !== undefined && ndim !== rank)
    return [
      `${ndim} axes (the first is the batch). ${BETWEEN[0]}`,
      `축 ${ndim}개(첫째는 배치)여야 합니다. ${BETWEEN[1]}`,
    ];
  if (minNDim != null && rank < minNDim)
    return [`at least ${minNDim} axes`, `축 ${minNDim}개 이상이어야 합니다.`];
  if (maxNDim != null && rank > maxNDim)
    return [`at most ${maxNDim} axes`, `축 ${maxNDim}개 이하여야 합니다.`];
  const sizes = Object.entries(axes);
  const [english, korean] = [
    sizes.map(([axis, size]) => `${size} along axis ${axis}`).join(', '),
    sizes.map(([axis, size]) => `축 ${axis}의 크기 ${size}`).join(', '),
  ];
  return [english || 'another shape', `${korean || '다른 모양'}이어야 합니다.`];
}
