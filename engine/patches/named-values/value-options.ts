import { didYouMean, say } from '../../../words/index.js';
import type { TfNamespace } from '../../tf-namespace.js';
import { wrapMethod } from '../wrap-method.js';
import { factoriesOf } from './factories.js';
import type { Kind } from './known-names.js';

/** What an option may be; `number` is any finite one, `weight` one that is not negative. */
type Rule = 'number' | 'weight' | 'axis' | 'any';

const NORMAL: Record<string, Rule> = { mean: 'number', stddev: 'weight', seed: 'any' };
const SEED: Record<string, Rule> = { seed: 'any' };
const AXIS: Record<string, Rule> = { axis: 'axis' };

/** The options of `tf.regularizers`, `tf.constraints` and `tf.initializers`. */
const OPTIONS: Record<Exclude<Kind, 'activation'>, Record<string, Record<string, Rule>>> = {
  regularizer: { l1: { l1: 'weight' }, l2: { l2: 'weight' }, l1l2: { l1: 'weight', l2: 'weight' } },
  constraint: {
    maxNorm: { maxValue: 'weight', ...AXIS },
    minMaxNorm: { minValue: 'weight', maxValue: 'weight', rate: 'weight', ...AXIS },
    nonNeg: {},
    unitNorm: AXIS,
  },
  initializer: {
    zeros: {},
    ones: {},
    constant: { value: 'number' },
    randomUniform: { minval: 'number', maxval: 'number', ...SEED },
    randomNormal: NORMAL,
    truncatedNormal: NORMAL,
    identity: { gain: 'number' },
    varianceScaling: { scale: 'weight', mode: 'any', distribution: 'any', ...SEED },
    glorotUniform: SEED,
    glorotNormal: SEED,
    heUniform: SEED,
    heNormal: SEED,
    leCunUniform: SEED,
    leCunNormal: SEED,
    orthogonal: { gain: 'number', ...SEED },
  },
};

/** A misspelt option or a value that makes no sense is refused, where tfjs-layers takes the usual one instead. */
export function patchValueOptions(tf: TfNamespace): void {
  for (const kind of ['regularizer', 'constraint', 'initializer'] as const) {
    const factories = factoriesOf(tf, kind);
    for (const [name, rules] of Object.entries(OPTIONS[kind]))
      wrapMethod<unknown, [options?: unknown], unknown>(
        factories,
        name,
        'options by name and range',
        (original) => (options) =>
          original.call(factories, checked(`tf.${kind}s.${name}`, rules, options ?? {})),
      );
  }
}

function checked(call: string, rules: Record<string, Rule>, options: unknown): Record<string, unknown> {
  const names = Object.keys(rules);
  const shape = names.length === 0 ? '' : `{ ${names.map((name) => `${name}: …`).join(', ')} }`;
  if (typeof options !== 'object' || options === null || Array.isArray(options))
    throw new Error(
      say(
        `${call} takes its options as an object: ${call}(${shape}). It got ${JSON.stringify(options)}.`,
        `${call}의 옵션은 객체로 주세요: ${call}(${shape}). 받은 값: ${JSON.stringify(options)}.`,
      ),
    );
  const given = options as Record<string, unknown>;
  for (const [name, value] of Object.entries(given)) {
    const rule = rules[name];
    if (!rule) throw new Error(unknownOption(call, name, names));
    if (value !== undefined && value !== null && !fits(rule, value))
      throw new Error(unfitValue(call, name, value, rule));
  }
  return given;
}

const fits = (rule: Rule, value: unknown): boolean => {
  const integer = (one: unknown): boolean => Number.isInteger(one);
  if (rule === 'any') return true;
  if (rule === 'axis') return Array.isArray(value) ? value.every(integer) : integer(value);
  return Number.isFinite(value) && (rule === 'number' || (value as number) >= 0);
};

const unknownOption = (call: string, name: string, names: readonly string[]): string => {
  const list = names.join(', ');
  return (
    (names.length > 0
      ? say(
          `${call} has no option "${name}"; it has ${list}.`,
          `${call}에 "${name}" 옵션이 없습니다. 있는 옵션: ${list}.`,
        )
      : say(
          `${call} has no option "${name}", nor any other.`,
          `${call}에는 "${name}" 옵션도 다른 옵션도 없습니다.`,
        )) + didYouMean(name, names)
  );
};

const EXPECTED: Record<Rule, () => string> = {
  number: () => say('a number', '수'),
  weight: () => say('a number of at least 0', '0 이상의 수'),
  axis: () => say('a dimension or a list of dimensions', '차원 번호나 그 목록'),
  any: () => say('a value', '값'),
};

const unfitValue = (call: string, name: string, value: unknown, rule: Rule): string => {
  const shown = typeof value === 'number' ? String(value) : JSON.stringify(value);
  return say(
    `${call}: the option ${name} must be ${EXPECTED[rule]()}; it is ${shown}.`,
    `${call}: ${name} 옵션에는 ${EXPECTED[rule]()}을(를) 주세요. 받은 값: ${shown}.`,
  );
};
