import { say } from '../../words/index.js';
import { type Domain, domains, showGiven } from '../options/index.js';
import type { TfNamespace } from '../tf-namespace.js';

const { boolean, notNegative, positive } = domains;

const decay: Domain = {
  en: 'a number from 0 to below 1',
  ko: '0 이상 1 미만의 수',
  allows: (value) => typeof value === 'number' && value >= 0 && value < 1,
};

/** 0 is told of, but let through: it shows what a net does that learns nothing. */
const learningRate: Domain = { ...positive, allows: (value) => value === 0 || positive.allows(value) };

type Parameter = readonly [name: string, domain: Domain];

const rate: Parameter = ['learningRate', learningRate];
const epsilon: Parameter = ['epsilon', notNegative];
const betas: readonly Parameter[] = [
  ['beta1', decay],
  ['beta2', decay],
];

const parameters: Readonly<Record<string, readonly Parameter[]>> = {
  sgd: [rate],
  momentum: [rate, ['momentum', decay], ['useNesterov', boolean]],
  rmsprop: [rate, ['decay', decay], ['momentum', decay], epsilon, ['centered', boolean]],
  adam: [rate, ...betas, epsilon],
  adadelta: [rate, ['rho', decay], epsilon],
  adamax: [rate, ...betas, epsilon, ['decay', notNegative]],
  adagrad: [rate, ['initialAccumulatorValue', notNegative]],
};

type Make = (...given: unknown[]) => unknown;

/** `tf.train`, whose functions look at their numbers. */
export function checkedOptimizers({ train }: TfNamespace): TfNamespace['train'] {
  const checked = Object.create(train) as Record<string, unknown>;
  for (const [name, wanted] of Object.entries(parameters)) {
    const make = (train as unknown as Record<string, Make | undefined>)[name];
    if (!make) continue;
    checked[name] = (...given: unknown[]) => {
      checkArguments(`tf.train.${name}`, given, wanted);
      return make.apply(train, given);
    };
  }
  return checked as unknown as TfNamespace['train'];
}

/** Options in one object, and learning rates that change by a schedule, are the optimizer's own to judge. */
const isOptions = (value: unknown): boolean => typeof value === 'object' && value !== null;

function checkArguments(callee: string, given: readonly unknown[], wanted: readonly Parameter[]): void {
  wanted.forEach(([name, domain], place) => {
    const value = given[place];
    const needed = place === 0 && !HAVE_RATES.test(callee);
    if (value === undefined || value === null) {
      if (needed) throw missingRate(callee);
      return;
    }
    if (place === 0 && isOptions(value)) return;
    if (!domain.allows(value)) throw outside(callee, name, value, domain);
    if (name === 'learningRate' && value === 0) warnOfRest(callee);
  });
}

const HAVE_RATES = /\.(adam|adadelta|adamax)$/;

const missingRate = (callee: string): TypeError =>
  new TypeError(
    say(
      `${callee} needs its learning rate: ${callee}(0.01).`,
      `${callee}에 학습률이 필요합니다: ${callee}(0.01).`,
    ),
  );

const outside = (callee: string, name: string, value: unknown, { en, ko }: Domain): RangeError =>
  new RangeError(
    say(
      `${callee}: ${name} is ${showGiven(value)}, but ${en} is needed.`,
      `${callee}: ${name} 값이 ${showGiven(value)}입니다. ${ko}이(가) 필요합니다.`,
    ),
  );

const warnOfRest = (callee: string): void =>
  console.warn(
    say(
      `${callee}: with a learning rate of 0 no weight ever changes.`,
      `${callee}: 학습률이 0이면 가중치가 전혀 바뀌지 않습니다.`,
    ),
  );
