import { didYouMean, say } from '../../../words/index.js';
import type { TfNamespace } from '../../tf-namespace.js';
import { factoriesOf } from './factories.js';
import { type Kind, knownName, namesOf } from './known-names.js';

/** Where a value was given: `tf.layers.dense`, or a layer in a file, and its option. */
export interface ValuePlace {
  layer: string;
  option: string;
  /** Classes of the reader's own, which a file's reader was given. */
  own: Record<string, unknown>;
}

/** What an option takes by name; undefined for one that takes none. */
export function kindOf(option: string): Kind | undefined {
  if (option === 'activation' || option === 'recurrentActivation') return 'activation';
  const kind = /(Initializer|Regularizer|Constraint)$/.exec(option)?.[1]?.toLowerCase();
  return kind as Kind | undefined;
}

const camel = (name: string): string =>
  name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** What the reader of files adds, and a type that is always float32. */
const PASSED_BY = new Set(['customObjects', 'dtype']);

/** `fan_avg`, `truncated_normal`. */
const word = (key: string, value: unknown): unknown =>
  (key === 'mode' || key === 'distribution') && typeof value === 'string' ? camel(value) : value;

type Plain = Record<string, unknown>;

const isPlain = (value: unknown): value is Plain =>
  typeof value === 'object' &&
  value !== null &&
  (Object.getPrototypeOf(value) === Object.prototype || Object.getPrototypeOf(value) === null);

/**
 * A value in the form that tfjs-layers takes, from every form that Keras takes: its names in snake_case, those of its
 * classes, `{className, config}`, `{class_name, config}`, and `{l2: 0.01}` for a regularizer.
 *
 * @throws Error that names the layer, the option and the value, and the nearest right names.
 */
export function resolveValue(tf: TfNamespace, kind: Kind, place: ValuePlace, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (typeof value === 'string') return named(tf, kind, place, value);
  if (typeof value === 'function') throw new Error(noFunction(kind, place));
  if (!isPlain(value)) {
    if (typeof value === 'object' && 'apply' in value) return value;
    throw new Error(noValue(kind, place, value));
  }
  const className = value.className ?? value.class_name;
  if (typeof className === 'string') return described(tf, kind, place, className, value.config);
  if (kind === 'regularizer' && ('l1' in value || 'l2' in value)) {
    const name = 'l1' in value ? ('l2' in value ? 'l1l2' : 'l1') : 'l2';
    return factoriesOf(tf, kind)[name]?.(value);
  }
  throw new Error(noValue(kind, place, value));
}

const isOwn = (tf: TfNamespace, place: ValuePlace, name: string): boolean =>
  name in place.own || name in tf.serialization.SerializationMap.getMap().classNameMap;

function named(tf: TfNamespace, kind: Kind, place: ValuePlace, name: string): unknown {
  const known = knownName(kind, name);
  // Its class writes the name of this one otherwise than all others.
  if (kind === 'activation' && known) return known === 'geluNew' ? 'gelu_new' : known;
  if (known && kind !== 'activation' && kind !== 'initializer') return factoriesOf(tf, kind)[known]?.();
  if (known) return known;
  if (isOwn(tf, place, name)) return name;
  throw new Error(unknownName(kind, place, name));
}

function described(
  tf: TfNamespace,
  kind: Kind,
  place: ValuePlace,
  className: string,
  config: unknown,
): unknown {
  const known = knownName(kind, className);
  const options = isPlain(config) ? config : {};
  if (!known) {
    if (isOwn(tf, place, className)) return { className, config: options };
    throw new Error(unknownName(kind, place, className));
  }
  if (kind === 'activation') return named(tf, kind, place, className);
  const given = Object.entries(options).filter(([, one]) => one !== null && one !== undefined);
  const own = Object.fromEntries(
    given.filter(([key]) => !PASSED_BY.has(key)).map(([key, one]) => [camel(key), word(key, one)]),
  );
  return factoriesOf(tf, kind)[known]?.(own);
}

const KIND: Record<Kind, readonly [string, string]> = {
  activation: ['activation', '활성화 함수'],
  initializer: ['initializer', '초기화 방법'],
  regularizer: ['regularizer', '규제'],
  constraint: ['constraint', '제약'],
};

const start = ({ layer, option }: ValuePlace): string => `${layer}: ${option}`;

const unknownName = (kind: Kind, place: ValuePlace, name: string): string => {
  const [english, korean] = KIND[kind];
  const some =
    kind === 'initializer' || kind === 'activation' ? '' : ` (${[...new Set(namesOf(kind))].join(', ')})`;
  return (
    say(
      `${start(place)} is "${name}", and there is no ${english} of this name${some}.`,
      `${start(place)} 값 "${name}"이라는 이름의 ${korean}은(는) 없습니다${some}.`,
    ) + didYouMean(name, namesOf(kind))
  );
};

const noFunction = (kind: Kind, place: ValuePlace): string => {
  const [english, korean] = KIND[kind];
  return say(
    `${start(place)} is a function; the ${english} is given by its name, as in ${place.option}: "${example(kind)}".`,
    `${start(place)} 값이 함수입니다. ${korean}은(는) 이름으로 주세요. 예: ${place.option}: "${example(kind)}".`,
  );
};

const noValue = (kind: Kind, place: ValuePlace, value: unknown): string => {
  const [english, korean] = KIND[kind];
  return say(
    `${start(place)} is ${JSON.stringify(value)}, which is no ${english}. Give its name, as in ${place.option}: "${example(kind)}".`,
    `${start(place)} 값 ${JSON.stringify(value)}은(는) ${korean}이(가) 아닙니다. 이름으로 주세요. 예: ${place.option}: "${example(kind)}".`,
  );
};

const example = (kind: Kind): string =>
  ({ activation: 'relu', initializer: 'heNormal', regularizer: 'l2', constraint: 'nonNeg' })[kind];
