import { say } from '../../words/index.js';
import { checkOptions, type Domain, domains, type Elsewhere, showGiven } from '../options/index.js';
import { wrapMethod } from '../patches/wrap-method.js';
import type { TfNamespace } from '../tf-namespace.js';

const { boolean, count, object, positiveCount, text, texts } = domains;

const csv = {
  allowed: {
    hasHeader: boolean,
    columnNames: texts,
    columnConfigs: object,
    configuredColumnsOnly: boolean,
    delimiter: text,
    delimWhitespace: boolean,
  },
  elsewhere: {
    separator: "delimiter: ';'",
    sep: "delimiter: ';'",
    header: 'hasHeader: true',
    names: 'columnNames',
    label: 'columnConfigs: { price: { isLabel: true } }',
  } satisfies Elsewhere,
};

const column: Readonly<Record<string, Domain>> = {
  required: boolean,
  dtype: text,
  default: domains.anything,
  isLabel: boolean,
};

const counts: Readonly<Record<string, Domain>> = {
  batch: positiveCount,
  shuffle: positiveCount,
  prefetch: count,
};

/** `tf.data`, whose functions look at their options; the methods of its data sets look at their numbers. */
export function checkedData({ data }: TfNamespace): TfNamespace['data'] {
  for (const [method, domain] of Object.entries(counts)) {
    wrapMethod<object, unknown[], unknown>(
      data.Dataset.prototype,
      method,
      `checked ${method}`,
      (original) =>
        function (...given) {
          if (!domain.allows(given[0])) throw wrongCount(method, given[0], domain);
          return original.apply(this, given);
        },
    );
  }
  const readCsv: typeof data.csv = (source, options) => {
    checkOptions('tf.data.csv', options ?? {}, csv.allowed, csv.elsewhere);
    for (const [name, config] of Object.entries(options?.columnConfigs ?? {}))
      checkOptions(`tf.data.csv: columnConfigs.${name}`, config, column);
    return data.csv(source, options);
  };
  return { ...data, csv: readCsv };
}

const wrongCount = (method: string, value: unknown, { en, ko }: Domain): RangeError =>
  new RangeError(
    say(
      `dataset.${method} is given ${showGiven(value)}, but ${en} is needed: dataset.${method}(32).`,
      `dataset.${method}에 ${showGiven(value)}을(를) 주었습니다. ${ko}이(가) 필요합니다: dataset.${method}(32).`,
    ),
  );
