import type { Divergence, Locale, RunPayload } from '../../protocol/index.js';
import { formatCount, formatRate, formatValue } from '../drawing/format.js';
import { divergenceOf, spikeOf } from './divergence.js';
import { type DivergenceStrings, divergenceStrings } from './divergence-strings.js';

/** What the loss became and from where on: "NaN from epoch 7 (step 170)". */
function whatBecame({ epoch, grown, broken }: Divergence, locale: Locale, briefly = false): string {
  const t = divergenceStrings[locale];
  const count = (value: number) => formatCount(value, locale);
  const parts: string[] = [];
  if (grown !== null)
    parts.push(
      broken || briefly ? t.grown(count(epoch)) : t.grownTo(count(epoch), formatValue(grown, locale)),
    );
  if (broken) {
    const word = formatValue(Number(broken.value), locale);
    parts.push(
      broken.step === null || briefly
        ? t.broken(word, count(broken.epoch))
        : t.brokenAtStep(word, count(broken.epoch), count(broken.step)),
    );
  }
  return parts.join(', ');
}

/** For a headline, beside the state of the run: "diverged: NaN from epoch 7". */
export function divergedText(divergence: Divergence, locale: Locale): string {
  const t = divergenceStrings[locale];
  const what = whatBecame(divergence, locale, true);
  return divergence.validationOnly ? t.validationDiverged(what) : t.diverged(what);
}

/** For a narrow column: "diverged: epoch 7". */
export function divergedBriefly({ validationOnly, epoch }: Divergence, locale: Locale): string {
  const t = divergenceStrings[locale];
  return (validationOnly ? t.validationAt : t.at)(formatCount(epoch, locale));
}

const RECURRENT = /LSTM|GRU|SimpleRNN|RNN|Bidirectional/;
/** Learning rates that Keras' optimizers begin with. */
const USUAL: readonly [RegExp, number][] = [
  [/sgd|momentum/i, 0.01],
  [/adam|rmsprop|adagrad|lion|ftrl/i, 0.001],
];

function rateAdvice({ compile, epochs }: RunPayload, t: DivergenceStrings, locale: Locale): string {
  const { optimizer } = compile;
  const last = epochs.learningRate.find((value) => typeof value === 'number');
  const rate = compile.learningRate ?? (typeof last === 'number' ? last : null);
  if (rate === null || !(rate > 0)) return t.rateUnknown;
  const usual = USUAL.find(([name]) => name.test(optimizer))?.[1];
  const of = (value: number) => formatRate(value, locale);
  return usual !== undefined && rate > usual
    ? t.rateAbove(of(rate), of(usual), optimizer.replace(/Optimizer$/, ''))
    : t.rate(of(rate), of(rate / 10));
}

/** What a loss wants of the labels; nothing where it takes any number. */
function labelAdvice(loss: readonly string[], t: DivergenceStrings): string | null {
  const name = loss.join(' ').replaceAll('_', '').toLowerCase();
  if (name.includes('sparsecategorical')) return t.classLabels;
  if (name.includes('categoricalcrossentropy')) return t.oneHotLabels;
  if (name.includes('binarycrossentropy')) return t.binaryLabels;
  if (/error|huber|cosh|mse|mae|mape|hinge|cosine/.test(name) && !/logarithmic|msle/.test(name)) return null;
  return t.logarithm;
}

/** What may help, the likeliest first, by what the run tells of itself. */
export function divergenceAdvice(run: RunPayload, divergence: Divergence, locale: Locale): string[] {
  const t = divergenceStrings[locale];
  const { loss } = run.compile;
  const classes = run.model.layers.map(({ className }) => className);
  const labels = labelAdvice(loss, t);
  if (divergence.validationOnly)
    return [t.validationData, ...(classes.includes('BatchNormalization') ? [t.warmUp] : [])];
  if (divergence.broken?.step === 1) return [t.beforeUpdate, ...(labels ? [labels] : [])];
  return [
    rateAdvice(run, t, locale),
    labels === null ? t.scaleBoth : t.scaleInputs,
    ...(labels ? [labels] : []),
    ...(classes.some((name) => RECURRENT.test(name)) ? [t.clip] : []),
  ];
}

/** That the run diverged, from where on, and what to try, or that it came back from a spike; nothing where all is well. */
export function divergenceText(run: RunPayload, locale: Locale): string | null {
  const t = divergenceStrings[locale];
  const divergence = divergenceOf(run);
  if (divergence) {
    const tries = divergenceAdvice(run, divergence, locale).join('; ');
    return t.account(divergence.log, whatBecame(divergence, locale), tries);
  }
  const spike = spikeOf(run);
  return spike && t.spike(spike.log, formatValue(spike.value, locale), formatCount(spike.epoch, locale));
}
