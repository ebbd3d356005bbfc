import { type CallbackEvent, type CallbackLane, fromSample, type Locale } from '../../protocol/index.js';
import { formatCount, formatRate, formatValue } from '../drawing/format.js';
import { countsEpochs, criterionName, isReached } from './criteria.js';
import { numberFact, textFact } from './facts.js';
import { isolate } from './isolate.js';
import { timelineStrings } from './strings.js';

/** Two values at as many digits as it takes to tell them apart. */
function apart(a: number, b: number, locale: Locale): [string, string] {
  const short: [string, string] = [formatValue(a, locale), formatValue(b, locale)];
  // What is the same as float32 is the same to the callbacks.
  if (
    short[0] !== short[1] ||
    Math.fround(a) === Math.fround(b) ||
    !Number.isFinite(a) ||
    !Number.isFinite(b)
  )
    return short;
  for (let digits = 5; digits <= 8; digits += 1) {
    const longer: [string, string] = [
      String(Number(a.toPrecision(digits))),
      String(Number(b.toPrecision(digits))),
    ];
    if (longer[0] !== longer[1]) return longer;
  }
  return short;
}

/** What one sentence is made of. */
class Telling {
  readonly t;
  readonly name: string;
  readonly monitor: string | null;
  readonly value: number | null;
  private readonly best: number | null;
  private readonly bestEpoch: string | null;

  constructor(
    readonly event: CallbackEvent,
    lane: CallbackLane | undefined,
    readonly locale: Locale,
  ) {
    this.t = timelineStrings[locale];
    this.monitor = lane?.monitor === undefined ? null : isolate(lane.monitor);
    this.name = this.monitor ?? this.t.theValue;
    this.value = fromSample(event.value);
    this.best = this.number('best');
    this.bestEpoch = this.count('bestEpoch');
  }

  number(fact: string): number | null {
    return numberFact(this.event.facts, fact);
  }
  count(fact: string): string | null {
    const value = this.number(fact);
    return value === null ? null : formatCount(value, this.locale);
  }
  rate(fact: string): string {
    return formatRate(this.number(fact), this.locale);
  }
  text(fact: string): string | null {
    const text = textFact(this.event.facts, fact);
    return text === null ? null : isolate(text);
  }
  /** The least improvement that counts, where it is not any. */
  by(): string | null {
    const delta = this.number('minDelta');
    return delta === null || delta === 0 ? null : formatRate(Math.abs(delta), this.locale);
  }

  beat(): string {
    const { value, best, bestEpoch, event, t, name, locale } = this;
    const own = bestEpoch !== null && this.number('bestEpoch') === event.epoch;
    if (value === null || best === null || own || !Number.isFinite(best) || best === value)
      return t.first(name, formatValue(value, locale));
    const [now, before] = apart(value, best, locale);
    return t.beat(name, now, before, bestEpoch);
  }
  notBeat(): string {
    const { value, best, bestEpoch, t, name, locale } = this;
    if (value === null || best === null) return t.noBetter(name, formatValue(value, locale));
    const [now, before] = apart(value, best, locale);
    return t.notBeat(name, now, before, bestEpoch, this.by());
  }
  patience(): string | null {
    const wait = this.count('wait');
    const patience = this.count('patience');
    if (wait === null) return null;
    if (patience === null) return this.t.waiting(wait);
    return patience === '0' ? this.t.noPatience : this.t.patience(wait, patience);
  }
  measured(): string {
    const { t, event, locale } = this;
    const threshold = this.number('threshold');
    const value = formatValue(this.value, locale);
    if (countsEpochs(event) && threshold !== null)
      return t.epochs(formatCount(this.value ?? 0, locale), formatCount(threshold, locale));
    const name = isolate(criterionName(event)) || t.criterion;
    if (threshold === null || this.value === null) return t.measured(name, value);
    // Validation has no threshold of its own: it is held against the least loss so far.
    if (event.facts.criterion === 'validation') {
      const [now, least] = apart(this.value, threshold, locale);
      const better = (this.number('wait') ?? 0) === 0;
      const words = better ? t.first(name, now) : t.notBeat(name, now, least, null, null);
      return [words, better ? null : this.patience()].filter(Boolean).join('; ');
    }
    const [now, at] = apart(this.value, threshold, locale);
    const words = (isReached(event) ? t.below : t.above)(name, now, at);
    const long = (this.number('patience') ?? 0) > 1 && isReached(event);
    return long ? `${words}; ${t.inARow(this.count('wait') ?? '', this.count('patience') ?? '')}` : words;
  }
}

function improved(it: Telling): string {
  const baseline = it.number('baseline');
  const wait = it.number('wait') ?? 0;
  const parts = [it.beat()];
  if (wait > 0 && baseline !== null) parts.push(it.t.notBaseline(formatValue(baseline, it.locale)));
  if (wait > 0) parts.push(it.patience() ?? '');
  return parts.filter(Boolean).join('; ');
}

function saved(it: Telling): string {
  const path = it.text('path');
  const what = it.text('what');
  const kept = what === 'backup' ? it.t.savedBackup : what === 'log' ? it.t.savedLog : it.t.saved;
  const words = path === null ? it.t.savedFile : kept(path);
  if (it.value === null) return words;
  const best = it.number('best');
  const why =
    best !== null && Number.isFinite(best) && best !== it.value
      ? it.beat()
      : it.t.measured(it.name, formatValue(it.value, it.locale));
  return it.t.savedWith(words, why);
}

function reduced(it: Telling): string {
  const words = it.t.reduced(it.rate('from'), it.rate('to'));
  const wait = it.count('wait') ?? it.count('patience');
  return wait === null || wait === '0' ? words : it.t.reducedAfter(words, wait, it.by());
}

function stopped(it: Telling): string {
  const { t, value } = it;
  const parts: (string | null)[] = [];
  if (it.number('threshold') !== null) parts.push(it.measured());
  else if (it.number('wait') !== null) {
    parts.push(it.patience());
    if (it.number('best') !== null && value !== null) parts.push(it.notBeat());
  } else if (value !== null && !Number.isFinite(value)) {
    parts.push(t.isBroken(it.monitor ?? 'loss', formatValue(value, it.locale)));
  }
  // "NaN" is a reason that the value tells already.
  if (it.number('reason') === null) parts.push(it.text('reason'));
  const why = parts.filter(Boolean).join('; ');
  return why ? t.stoppedBy(why) : t.stopped;
}

function scheduled(it: Telling): string {
  const from = it.rate('from');
  const to = it.number('to') === null ? formatRate(it.value, it.locale) : it.rate('to');
  return it.number('from') === null || from === to ? it.t.scheduledSame(to) : it.t.scheduled(from, to);
}

function restored(it: Telling): string {
  const epoch = it.count('bestEpoch');
  const words = epoch === null ? it.t.restoredPlain : it.t.restored(epoch);
  const best = it.number('best') ?? it.value;
  return best === null ? words : it.t.withValue(words, it.name, formatValue(best, it.locale));
}

function resumed(it: Telling): string {
  const from = it.count('from');
  const path = it.text('path');
  const words = from === null ? it.t.resumedPlain : it.t.resumed(from);
  return path === null ? words : `${words} (${path})`;
}

function missing(it: Telling): string {
  const available = it.text('available');
  const named = it.text('monitor') ?? it.monitor ?? criterionName(it.event);
  if (it.event.facts.unvalidated === true) return it.t.unvalidatedWithout(named || it.name);
  const words = it.t.missing(named || it.name);
  return available === null ? words : it.t.available(words, available);
}

function noted(it: Telling): string {
  const { event, t } = it;
  const words = [event.label, event.text].filter((part) => part).map((part) => isolate(part as string));
  const said = words.join(': ') || t.noted;
  return it.value === null ? said : `${said} (${formatValue(it.value, it.locale)})`;
}

const tellers: Record<CallbackEvent['kind'], (it: Telling) => string> = {
  improved,
  waited: (it) => [it.notBeat(), it.patience()].filter(Boolean).join('; '),
  saved,
  skipped(it) {
    if (it.event.facts.unvalidated === true) return it.t.skipped(it.t.unvalidated);
    return it.value === null ? it.t.skippedPlain : it.t.skipped(it.notBeat());
  },
  reduced,
  held: (it) => it.t.held(it.number('minimum') === null ? it.rate('from') : it.rate('minimum')),
  cooled(it) {
    const cooldown = it.count('cooldown');
    return cooldown === null || cooldown === '0' ? it.t.cooledLast : it.t.cooled(cooldown);
  },
  scheduled,
  stopped,
  restored,
  resumed,
  missing,
  measured: (it) => it.measured(),
  failed(it) {
    const reason = it.text('reason') ?? (it.event.text ? isolate(it.event.text) : null);
    return reason === null ? it.t.failedPlain : it.t.failed(reason);
  },
  noted,
};

/** Why something happened, without when: "val_loss 0.412 did not beat 0.405 of epoch 5; 2 of 3 epochs of patience used". */
export const eventReason = (event: CallbackEvent, lane: CallbackLane | undefined, locale: Locale): string =>
  tellers[event.kind](new Telling(event, lane, locale));

/**
 * Why something happened, with the numbers: "epoch 7: val_loss 0.412 did not beat 0.405 of epoch 5; 2 of 3 epochs of
 * patience used".
 */
export function eventSentence(event: CallbackEvent, lane: CallbackLane | undefined, locale: Locale): string {
  const t = timelineStrings[locale];
  const words = eventReason(event, lane, locale);
  if (!(event.epoch >= 1)) return t.before(words);
  const epoch = formatCount(event.epoch, locale);
  const batch = numberFact(event.facts, 'batch');
  return batch === null ? t.atEpoch(epoch, words) : t.atBatch(epoch, formatCount(batch, locale), words);
}

/** "3 improved", "2 waited", in the order in which the kinds are declared. */
export function countParts(counts: ReadonlyMap<CallbackEvent['kind'], number>, locale: Locale): string[] {
  const t = timelineStrings[locale];
  return Object.entries(t.kinds).flatMap(([kind, word]) => {
    const count = counts.get(kind as CallbackEvent['kind']);
    return count ? [t.count(formatCount(count, locale), word)] : [];
  });
}

/** Several events of one lane in a sentence: how many of each kind, and how much of the patience they used. */
export function severalSentence(
  events: readonly CallbackEvent[],
  lane: CallbackLane | undefined,
  locale: Locale,
): string {
  const t = timelineStrings[locale];
  const counts = new Map<CallbackEvent['kind'], number>();
  let first = Number.POSITIVE_INFINITY;
  let last = Number.NEGATIVE_INFINITY;
  let longest: CallbackEvent | undefined;
  let lowest: CallbackEvent | undefined;
  for (const event of events) {
    counts.set(event.kind, (counts.get(event.kind) ?? 0) + 1);
    first = Math.min(first, event.epoch);
    last = Math.max(last, event.epoch);
    const wait = numberFact(event.facts, 'wait');
    if (
      event.kind === 'waited' &&
      wait !== null &&
      wait > (longest ? (numberFact(longest.facts, 'wait') ?? 0) : 0)
    )
      longest = event;
    const value = fromSample(event.value);
    const least = fromSample(lowest?.value);
    if (event.kind === 'measured' && value !== null && (least === null || value < least)) lowest = event;
  }
  const epoch = (at: number) => formatCount(at, locale);
  if (first === last && counts.size === 1 && counts.has('measured'))
    return t.atEpoch(
      epoch(first),
      events.map((event) => new Telling(event, lane, locale).measured()).join('; '),
    );
  const parts = [countParts(counts, locale).join(', ')];
  const patience = longest && new Telling(longest, lane, locale).patience();
  if (patience) parts.push(patience);
  if (lowest) parts.push(new Telling(lowest, lane, locale).measured());
  const words = parts.join('; ');
  if (!(last >= 1)) return t.before(words);
  return first === last ? t.atEpoch(epoch(first), words) : t.fromTo(epoch(first), epoch(last), words);
}
