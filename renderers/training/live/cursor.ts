import { fromSample, type Locale, type RunPayload } from '../../../protocol/index.js';
import { formatCount, formatDuration, formatRate, formatValue } from '../../drawing/format.js';
import { element } from '../../drawing/page.js';
import type { RunCursor, RunCursorState } from '../../drawing/run-cursor.js';
import { trainingStrings } from '../strings.js';

/** All that is known of one epoch, as pairs of a name and a value. */
export function epochAccount(payload: RunPayload, row: number, locale: Locale): [string, string][] {
  const t = trainingStrings[locale];
  const { epochs } = payload;
  const pairs: [string, string][] = [];
  const add = (name: string, value: number | null, words = formatValue(value, locale)) => {
    if (value !== null) pairs.push([name, words]);
  };
  for (const [name, column] of Object.entries(epochs.logs)) {
    const value = fromSample(column[row]);
    add(name, value);
    const [penalty, dataLoss, penaltyName] =
      name === 'loss'
        ? [fromSample(epochs.penalty?.[row]), t.dataLoss, t.penalty]
        : [fromSample(epochs.validationPenalty?.[row]), t.validationDataLoss, t.validationPenalty];
    if (!penalty || !/^(val_)?loss$/.test(name)) continue;
    add(dataLoss, value === null ? null : value - penalty);
    add(penaltyName, penalty);
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

const MOST_NOTES = 4;

/** The last row that is not after an epoch; -1 where there is none. */
function rowAt(epochs: readonly number[], epoch: number): number {
  let low = 0;
  let high = epochs.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((epochs[middle] as number) <= epoch) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * A rule and a small table at the epoch that the cursor of the run points at. Pointer and arrow keys move it, a click or
 * Enter pins it, Escape frees it.
 */
export class Cursor {
  private readonly rule = element('div', { class: 'epb-rule', hidden: true });
  private readonly tip = element('div', { class: 'epb-tip', hidden: true });
  private ground: Ground | undefined;
  private epoch: number | null = null;
  /** This view itself moves the cursor. */
  private own = false;
  /** The epoch that it moved to; of this alone it also tells what the callbacks did. */
  private noted: number | null = null;

  constructor(
    private readonly host: HTMLElement,
    private readonly locale: Locale,
    private readonly say: (words: string) => void,
    /** What happened at an epoch, as sentences. */
    private readonly notes: (epoch: number) => string[],
    private readonly shared: RunCursor,
  ) {
    host.append(this.rule, this.tip);
    host.addEventListener('pointermove', (event) => this.hover(this.under(event)));
    host.addEventListener('pointerleave', () => this.hover(null));
    host.addEventListener('blur', () => this.hover(null));
    host.addEventListener('click', (event) => this.pin(this.under(event)));
    host.addEventListener('keydown', (event) => this.key(event));
  }

  /** The chart was drawn anew. */
  place(ground: Ground): void {
    this.ground = ground;
    this.follow(this.shared.state);
  }

  /** The cursor of the run points elsewhere now. */
  follow({ position, pinned }: RunCursorState): void {
    this.show(position?.epoch ?? null, pinned);
  }

  /** The other pictures go back to their own epochs. */
  end(): void {
    if (this.host.matches(':hover, :focus')) this.shared.hover(null);
  }

  private under(event: MouseEvent): number | null {
    const { ground } = this;
    if (!ground || ground.epochX.length === 0) return null;
    const x = event.clientX - this.host.getBoundingClientRect().left - ground.left;
    if (x < -12 || x > ground.width + 12) return null;
    const value = ground.domain[0] + (x / ground.width) * (ground.domain[1] - ground.domain[0]);
    return this.nearest(value);
  }

  private hover(epoch: number | null): void {
    this.own = true;
    this.shared.hover(epoch === null ? null : { epoch });
    this.own = false;
  }

  private pin(epoch: number | null): void {
    if (epoch === null) return;
    this.own = true;
    this.shared.pin({ epoch });
    this.own = false;
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
    if (event.key === 'Escape' && this.epoch !== null) this.shared.release();
    else if (event.key === 'Enter' && this.epoch !== null) this.pin(this.epoch);
    else if (target !== undefined) {
      // Keys move a pinned epoch too, and leave it pinned.
      if (this.shared.state.pinned) this.pin(epochs[target] ?? null);
      else this.hover(epochs[target] ?? null);
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
    this.say([words, ...this.notes(epoch)].join('. '));
  }

  private show(at: number | null, pinned: boolean): void {
    const { ground } = this;
    const row = at === null || !ground ? -1 : rowAt(ground.payload.epochs.epoch, at);
    const epoch = ground?.payload.epochs.epoch[row] ?? null;
    if (epoch === null) this.noted = null;
    else if (this.own) this.noted = epoch;
    this.epoch = epoch;
    this.rule.hidden = row < 0;
    this.tip.hidden = row < 0;
    if (row < 0 || !ground || epoch === null) return;
    const [low, high] = ground.domain;
    const x = ground.left + (((ground.epochX[row] as number) - low) / (high - low)) * ground.width;
    this.rule.toggleAttribute('data-pinned', pinned);
    this.rule.style.left = `${x}px`;
    this.rule.style.top = `${ground.top}px`;
    this.rule.style.height = `${ground.height}px`;
    const cells = epochAccount(ground.payload, row, this.locale).flatMap(([name, value]) => [
      element('dt', {}, name),
      element('dd', {}, value),
    ]);
    const t = trainingStrings[this.locale];
    const title = `${t.epoch} ${formatCount(epoch, this.locale)}${pinned ? `, ${t.pinned}` : ''}`;
    const notes = this.noted === epoch ? this.notes(epoch) : [];
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
