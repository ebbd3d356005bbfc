import type { Tensor } from '@tensorflow/tfjs-core';
import type { TfNamespace } from '../../../../kernel/engine.js';
import { setLocale } from '../../../../words/index.js';
import type { Call } from '../mutations.js';
import { makeArguments } from './make-arguments.js';
import type { CallOutcome, Given } from './outcome.js';

type AnyFunction = (...all: unknown[]) => unknown;

/** Calls once and notes what it gave; a call that is refused is made a second time for its Korean words. */
export async function runCall(tf: TfNamespace, call: Call): Promise<CallOutcome> {
  const english = await once(tf, call, 'en');
  if ('gave' in english) return english;
  const korean = await once(tf, call, 'ko');
  const said = 'gave' in korean ? 'it is not refused a second time' : korean.said;
  return { refused: { english: english.said, korean: said, leaked: english.leaked } };
}

async function once(
  tf: TfNamespace,
  { path, arguments: all }: Call,
  locale: 'en' | 'ko',
): Promise<{ gave: Given[] } | { said: string; leaked: number }> {
  const engine = tf.engine();
  engine.startScope();
  setLocale(locale);
  const given = makeArguments(tf, all);
  if (path.startsWith('Variable.')) given[0] = tf.variable(given[0] as Tensor);
  const before = held(tf);
  try {
    return { gave: record(await apply(tf, path, given)) };
  } catch (error) {
    const said = error instanceof Error ? error.message : String(error);
    return { said, leaked: held(tf) - before };
  } finally {
    setLocale('en');
    for (const variable of Object.values(engine.registeredVariables)) variable.dispose();
    engine.endScope();
  }
}

const held = (tf: TfNamespace): number => tf.memory().numTensors + tf.memory().numDataBuffers;

function apply(tf: TfNamespace, path: string, all: unknown[]): unknown {
  const [owner = '', name = owner] = path.split('.');
  if (owner === 'Tensor') return method(all[0], name)(...all.slice(1));
  if (owner === 'Variable') return method(all[0], name)(...all.slice(1));
  if (owner === 'TensorBuffer') return method(tf.buffer([2, 3]), name)(...all);
  const home = path.includes('.') ? (tf as unknown as Record<string, object>)[owner] : tf;
  return method(home, name)(...all);
}

const method = (object: unknown, name: string): AnyFunction => {
  const found = (object as Record<string, AnyFunction>)[name];
  if (!found) throw new Error(`There is no ${name} here.`);
  return found.bind(object);
};

/** Whatever a call gives, as a flat list. */
function record(value: unknown): Given[] {
  if (value === undefined || value === null || typeof value === 'function') return [];
  if (isTensor(value))
    return [
      {
        dtype: value.dtype,
        shape: value.shape,
        values: plainValues(value.size === 0 ? [] : value.dataSync()),
      },
    ];
  if (isBuffer(value)) return [{ dtype: value.dtype, shape: value.shape, values: plainValues(value.values) }];
  if (ArrayBuffer.isView(value) || (Array.isArray(value) && value.every((one) => typeof one !== 'object')))
    return [{ dtype: 'list', shape: [], values: plainValues(value as unknown as ArrayLike<unknown>) }];
  if (typeof value === 'object') return Object.values(value).flatMap(record);
  return [{ dtype: typeof value, shape: [], values: plainValues([value]) }];
}

const isTensor = (value: unknown): value is Tensor =>
  typeof value === 'object' && value !== null && 'dataId' in value && 'dataSync' in value;

const isBuffer = (value: unknown): value is { dtype: string; shape: number[]; values: ArrayLike<unknown> } =>
  typeof value === 'object' && value !== null && 'toTensor' in value;

const plainValues = (values: ArrayLike<unknown>): (number | string)[] =>
  Array.from(values, (value) =>
    typeof value === 'number' && Number.isFinite(value) ? value : String(value),
  );
