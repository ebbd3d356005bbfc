import type { Locale, RunSummary } from '../../protocol/index.js';
import { formatRate, formatValue } from '../../renderers/drawing/format.js';
import { fileName } from './order.js';
import { shownStatus } from './shown-status.js';
import { nameOf, stringsOf } from './strings.js';

/** What the list says of a run. */
export interface RunWords {
  name: string;
  status: string;
  best: string;
  settings: string;
  where: string;
  when: string;
  note: string;
  problem: string;
}

const MINUTE = 60_000;

export function runWords(run: RunSummary, locale: Locale): RunWords {
  const strings = stringsOf(locale);
  const name = nameOf(run);
  const state = strings.status[shownStatus(run)];
  const status =
    run.diverged === undefined ? state : `${state} (${strings.diverged(count(run.diverged, locale))})`;
  const best =
    run.metric && run.best
      ? bestOf(run, locale)(run.metric, formatValue(run.best.value, locale), count(run.best.epoch, locale))
      : run.status === 'unreadable'
        ? ''
        : strings.noBest;
  const settings = settingsWords(run, locale);
  const where = run.notebook ? fileName(run.notebook) : run.settings ? strings.unsaved : '';
  const when = [startWords(run.startedAt, locale), durationWords(run.elapsedMs, locale)]
    .filter(Boolean)
    .join(' · ');
  const problem = run.problem ? strings.problem(run.problem) : '';
  return { name, status, best, settings, where, when, note: run.note ?? '', problem };
}

const bestOf = (
  { imported }: RunSummary,
  locale: Locale,
): ((...words: [string, string, string]) => string) =>
  imported?.by === 'step' ? stringsOf(locale).bestStep : stringsOf(locale).best;

const count = (value: number, locale: Locale): string => new Intl.NumberFormat(locale).format(value);

function settingsWords({ settings, epochs, checkpoints, imported }: RunSummary, locale: Locale): string {
  if (!settings) return '';
  const strings = stringsOf(locale);
  const rate = settings.learningRate === null ? '' : ` ${formatRate(settings.learningRate, locale)}`;
  return [
    `${settings.optimizer}${rate}`.trim(),
    settings.batchSize === null ? '' : strings.batch(count(settings.batchSize, locale)),
    imported?.by === 'step'
      ? strings.steps(count(epochs.done, locale))
      : strings.epochs(count(epochs.done, locale), count(epochs.planned, locale)),
    imported ? strings.imported(fileName(imported.from)) : '',
    checkpoints > 0 ? strings.files(count(checkpoints, locale)) : '',
  ]
    .filter(Boolean)
    .join(' · ');
}

/** Of today the time, else the day too. */
function startWords(startedAt: number, locale: Locale): string {
  const date = new Date(startedAt);
  const today = date.toDateString() === new Date().toDateString();
  return new Intl.DateTimeFormat(locale, {
    ...(!today && { dateStyle: 'medium' }),
    timeStyle: 'short',
  }).format(date);
}

function durationWords(ms: number, locale: Locale): string {
  const strings = stringsOf(locale);
  if (ms <= 0) return '';
  const short = (value: number) =>
    new Intl.NumberFormat(locale, { maximumSignificantDigits: 2 }).format(value);
  return ms < MINUTE ? strings.seconds(short(ms / 1000)) : strings.minutes(short(ms / MINUTE));
}
