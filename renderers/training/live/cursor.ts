import type { Locale, RunPayload } from '../../../protocol/index.js';
import { fromSample } from '../../../protocol/index.js';
import { formatCount, formatDuration, formatRate, formatValue } from '../../drawing/format.js';
import { element } from '../../drawing/page.js';
import { trainingStrings } from '../strings.js';

/** All that is known of one epoch, as pairs of a name and a value. */
export function epochAccount(payload: RunPayload, row: number, locale: Locale): [string, string][] {
  const t = trainingStrings[locale];
  const { epochs } = payload;
  const pairs: [string, string][] = [];
  const add = (name: string, value: number | null, words = formatValue(value, locale)) => {
    if (value !== null) pairs.push([name, words]);
  };
  const penalty = fromSample(epochs.penalty?.[row]);
  const loss = fromSample(epochs.logs.loss?.[row]);
  for (const [name, column] of Object.entries(epochs.logs)) {
    add(name, fromSample(column[row]));
    if (name === 'loss' && penalty) {
      add(t.dataLoss, loss === null ? null : loss - penalty);
      add(t.penalty, penalty);
    }
  }
  const rate = fromSample(epochs.learningRate[row]);
  add(t.learningRate, rate, formatRate(rate, locale));
  const time = epochs.time[row];
  if (time !== undefined) pairs.push([t.time, formatDuration(time, locale)]);
  return pairs;
}

interface Ground {
  /** Of the plots, in pixels of the chart. */
  left: number;
  width: number;
  top: number;
  height: number;
  domain: [number, number];
  epochX: readonly number[];
  payload: RunPayload;
}

/** What else stands on the same epochs. */
export interface Beside {
  /** Told of each epoch that is shown, and of none. */
  pointed(epoch: number | null): void;
  /** What happened at an epoch, as sentences. */
  notes(epoch: number): string[];
}
const MOST_NOTES = 4;

/** A rule and a small table that follow the pointer or the arrow keys from epoch to epoch. */
export class Cursor {
  private readonly rule = element('div', { class: 'epb-rule', hidden: true });
  private readonly tip = element('div', { class: 'epb-tip', hidden: true });
  private ground: Ground | undefined;
  private epoch: number | null = null;

  constructor(
    private readonly host: HTMLElement,
    private readonly locale: Locale,
    private readonly say: (words: string) => void,
    private readonly beside: Beside,
  ) {
    host.append(this.rule, this.tip);
    host.addEventListener('pointermove', (event) => this.follow(event));
    host.addEventListener('pointerleave', () => this.move(null));
    host.addEventListener('blur', () => this.move(null));
    host.addEventListener('keydown', (event) => this.key(event));
  }

  /** The chart was drawn anew. */
  place(ground: Ground): void {
    this.ground = ground;
    this.show(this.epoch);
  }

  /** Another picture points at an epoch, and tells itself what happened. */
  point(epoch: number | null): void {
    this.show(epoch, false);
  }

  private follow(event: PointerEvent): void {
    const { ground } = this;
    if (!ground || ground.epochX.length === 0) return;
    const x = event.clientX - this.host.getBoundingClientRect().left - ground.left;
    if (x < -12 || x > ground.width + 12) {
      this.move(null);
      return;
    }
    const value = ground.domain[0] + (x / ground.width) * (ground.domain[1] - ground.domain[0]);
    this.move(this.nearest(value));
  }

  /** The epoch whose place is nearest to a value of the x axis; places grow. */
  private nearest(value: number): number | null {
    const { epochX, payload } = this.ground as Ground;
    let low = 0;
    let high = epochX.length - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((epochX[middle] as number) < value) low = middle + 1;
      else high = middle;
    }
    const before = epochX[low - 1];
    const row = before !== undefined && value - before < (epochX[low] as number) - value ? low - 1 : low;
    return payload.epochs.epoch[row] ?? null;
  }

  private key(event: KeyboardEvent): void {
    const epochs = this.ground?.payload.epochs.epoch ?? [];
    if (epochs.length === 0) return;
    const row = this.epoch === null ? -1 : epochs.indexOf(this.epoch);
    const moves: Record<string, number> = {
      ArrowRight: Math.min(epochs.length - 1, row + 1),
      ArrowLeft: row < 0 ? epochs.length - 1 : Math.max(0, row - 1),
      Home: 0,
      End: epochs.length - 1,
    };
    const target = moves[event.key];
    if (event.key === 'Escape' && this.epoch !== null) this.move(null);
    else if (target !== undefined) {
      this.move(epochs[target] ?? null);
      this.speak(target);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  }

  private speak(row: number): void {
    const { payload } = this.ground as Ground;
    const pairs = epochAccount(payload, row, this.locale).map(([name, value]) => `${name} ${value}`);
    const epoch = payload.epochs.epoch[row] ?? 0;
    const words = `${trainingStrings[this.locale].epoch} ${epoch}: ${pairs.join(', ')}`;
    this.say([words, ...this.beside.notes(epoch)].join('. '));
  }

  private move(epoch: number | null): void {
    this.show(epoch);
    this.beside.pointed(this.epoch);
  }

  private show(epoch: number | null, withNotes = true): void {
    const { ground } = this;
    const row = epoch === null || !ground ? -1 : ground.payload.epochs.epoch.indexOf(epoch);
    this.epoch = row < 0 ? null : epoch;
    this.rule.hidden = row < 0;
    this.tip.hidden = row < 0;
    if (row < 0 || !ground || epoch === null) return;
    const [low, high] = ground.domain;
    const x = ground.left + (((ground.epochX[row] as number) - low) / (high - low)) * ground.width;
    this.rule.style.left = `${x}px`;
    this.rule.style.top = `${ground.top}px`;
    this.rule.style.height = `${ground.height}px`;
    const cells = epochAccount(ground.payload, row, this.locale).flatMap(([name, value]) => [
      element('dt', {}, name),
      element('dd', {}, value),
    ]);
    const title = `${trainingStrings[this.locale].epoch} ${formatCount(epoch, this.locale)}`;
    const notes = withNotes ? this.beside.notes(epoch) : [];
    this.tip.replaceChildren(
      element('strong', {}, title),
      element('dl', {}, ...cells),
      ...notes
        .slice(0, MOST_NOTES)
        .map((note) => element('div', { class: 'epb-tip-note', dir: 'auto' }, note)),
    );
    const right = x > ground.left + ground.width / 2;
    this.tip.style.left = right ? '' : `${x + 10}px`;
    this.tip.style.right = right ? `${this.host.clientWidth - x + 10}px` : '';
    this.tip.style.top = `${ground.top}px`;
  }
}
