import { knownDifference } from './known-differences.js';
import type { Call } from './mutations.js';
import type { Side } from './run-engine.js';
import type { CallOutcome, Given } from './runner/outcome.js';

type Outcome = CallOutcome | 'ended the process';

/** What must become of a call. */
export type Expected = 'refused' | { gave: Given[]; orRefused?: boolean; orOther?: boolean };

const LACKS = /^Kernel '\w+' not registered/;

/** What one call came to on TensorFlow without our patches, and on the plain backend with them. */
interface References {
  stock: Outcome | undefined;
  plain: Outcome | undefined;
}

/**
 * What TensorFlow does with a call is what an engine must do; where it ends the process, refuse. Where tfjs-node has no
 * kernel, what the plain backend does. And what we decide otherwise.
 */
export function expectedOf(side: Side, id: string, { stock, plain }: References): Expected {
  const right = knownDifference(side, id)?.right;
  if (right === 'refused') return 'refused';
  const lacks = typeof stock === 'object' && stock.refused && LACKS.test(stock.refused.english);
  if (lacks && side === 'native' && !id.startsWith('denseBincount')) return 'refused';
  const reference = lacks ? plain : stock;
  const gave = typeof reference === 'object' ? reference.gave : undefined;
  if (right === 'unlike') return { gave: gave ?? [], orOther: true, orRefused: !gave };
  if (!gave) return 'refused';
  return { gave, orRefused: right === 'either' };
}

/** What is wrong with what became of a call, in a sentence; empty where nothing is. */
export function faultOf(
  call: Call,
  outcome: Outcome | undefined,
  expected: Expected,
  mayLeave = false,
): string {
  if (outcome === undefined) return 'it did not run';
  if (outcome === 'ended the process') return 'it ends the process';
  if (outcome.refused) {
    const { english, korean, leaked } = outcome.refused;
    const fault = faultOfSentence(call, english, korean);
    if (fault) return fault;
    if (leaked !== 0 && !mayLeave) return `refused, it leaves ${leaked} tensors behind`;
    return expected === 'refused' || expected.orRefused ? '' : `it is refused: ${english}`;
  }
  if (expected === 'refused') return `it gives ${shown(outcome.gave)}`;
  return expected.orOther ? '' : difference(outcome.gave, expected.gave, call.random);
}

function faultOfSentence({ path, changed }: Call, english: string, korean: string): string {
  const name = path.slice(path.lastIndexOf('.') + 1);
  for (const sentence of [english, korean]) {
    if (!sentence.includes(name)) return `its sentence does not name ${name}: ${sentence}`;
    if (changed.length > 0 && !changed.some((text) => sentence.includes(text)))
      return `its sentence does not tell ${changed.join(' or ')}: ${sentence}`;
  }
  return /[가-힣]/.test(korean) ? '' : `its sentence has no Korean: ${korean}`;
}

function difference(actual: Given[], expected: Given[], random: boolean): string {
  const wrong = `it gives ${shown(actual)} instead of ${shown(expected)}`;
  if (actual.length !== expected.length) return wrong;
  const same = expected.every((tensor, i) => {
    const other = actual[i] as Given;
    return (
      other.dtype === tensor.dtype &&
      other.shape.join() === tensor.shape.join() &&
      other.values.length === tensor.values.length &&
      (random || tensor.values.every((value, j) => near(other.values[j] as number | string, value)))
    );
  });
  return same ? '' : wrong;
}

function near(a: number | string, b: number | string): boolean {
  if (typeof a !== 'number' || typeof b !== 'number') return a === b;
  return Math.abs(a - b) <= 2e-5 * Math.max(1, Math.abs(a), Math.abs(b));
}

const shown = (gave: Given[]): string =>
  gave
    .map(
      ({ dtype, shape, values }) =>
        `${dtype} [${shape.join(', ')}] ${values.slice(0, 6).map(short).join(' ')}${values.length > 6 ? ' …' : ''}`,
    )
    .join('; ') || 'nothing';

const short = (value: number | string): string =>
  typeof value === 'number' ? String(+value.toPrecision(4)) : value;
