import type { Locale, RunPayload } from '../../../protocol/index.js';
import { formatCount } from '../../drawing/format.js';
import { element } from '../../drawing/page.js';
import type { Palette } from '../../drawing/palette.js';
import type { RunCursor, RunCursorState } from '../../drawing/run-cursor.js';
import { accountSentence, epochAccount } from '../epoch-account.js';
import { marginValues, marginWidth } from '../margin-values.js';
import type { TrainingCurves } from '../model.js';
import type { ChartLayout } from '../spec.js';
import { trainingStrings } from '../strings.js';
import { MarginView } from './margin-view.js';
import { Readout } from './readout.js';
import { hasLanes, SteadyHeight, saidHeight } from './room.js';

interface Ground {
  /** Of the plots, in pixels of the chart. */
  left: number;
  width: number;
  top: number;
  height: number;
  domain: [number, number];
  epochX: readonly number[];
  payload: RunPayload;
  /** That the chart shows beside the loss. */
  metric: string | null;
  palette: Palette;
  /** Whether the chart marks single points. */
  marked: boolean;
  curves: TrainingCurves;
  layout: ChartLayout;
  /** The values stand in a column of their own, not in the chart's margin. */
  docked: boolean;
}

/** Between the plots and the values in the margin. */
const BESIDE = 8;
/** Sentences of callbacks, of which there may be many. */
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
 * A rule at the epoch that the cursor of the run points at, with dots on the lines, and its values: in the margin, where
 * those of the last epoch stand otherwise, or, where there is room for it, in a column beside the chart. There, or below
 * the chart, stands what happened, of the last epoch where none is pointed at. Pointer and arrow keys move it, a click or
 * Enter pins it, Escape frees it.
 */
export class Cursor {
  private readonly rule = element('div', { class: 'epb-rule', hidden: true });
  private readonly margin: MarginView;
  /** The table beside the chart. */
  readonly dock = element('div', { class: 'epb-dock', hidden: true });
  private readonly docked: Readout;
  /** What happened at the epoch, below the lanes of a chart that has no room beside it. */
  readonly said = element('div', { class: 'epb-said', hidden: true });
  private readonly steadySaid = new SteadyHeight(this.said);
  private saidKey = '';
  private ground: Ground | undefined;
  private epoch: number | null = null;
  constructor(
    private readonly host: HTMLElement,
    chart: HTMLElement,
    private readonly locale: Locale,
    private readonly say: (words: string) => void,
    /** What happened at an epoch, as sentences. */
    private readonly notes: (epoch: number) => string[],
    private readonly shared: RunCursor,
  ) {
    this.margin = new MarginView(chart);
    this.docked = new Readout(this.dock);
    this.dock.setAttribute('role', 'group');
    this.dock.setAttribute('aria-label', trainingStrings[locale].readout);
    host.append(this.rule, this.margin.dots, this.margin.root);
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
    this.shared.hover(epoch === null ? null : { epoch });
  }

  private pin(epoch: number | null): void {
    if (epoch === null) return;
    this.shared.pin({ epoch });
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
    const { payload, metric } = this.ground as Ground;
    const account = epochAccount(payload, row, this.locale, metric);
    const epoch = payload.epochs.epoch[row] ?? 0;
    const words = `${trainingStrings[this.locale].epoch} ${epoch}: ${accountSentence(account)}`;
    this.say([words, ...this.notes(epoch)].join('. '));
  }

  private show(at: number | null, pinned: boolean): void {
    const { ground } = this;
    const row = at === null || !ground ? -1 : rowAt(ground.payload.epochs.epoch, at);
    const epoch = ground?.payload.epochs.epoch[row] ?? null;
    this.epoch = epoch;
    const [low, high] = ground?.domain ?? [0, 1];
    const place = ground?.epochX[row];
    // An epoch that the axis does not show has no place in it.
    const seen = place !== undefined && place >= low && place <= high;
    this.rule.hidden = !seen;
    if (!seen) this.margin.unmark();
    if (!seen || ground?.docked) this.margin.hide();
    this.dock.hidden = !ground?.docked || ground.payload.epochs.epoch.length === 0;
    if (!ground) return;
    this.tell(ground, row, pinned);
    if (!seen) return;
    const x = ground.left + ((place - low) / (high - low)) * ground.width;
    this.rule.toggleAttribute('data-pinned', pinned);
    this.rule.style.left = `${x}px`;
    this.rule.style.top = `${ground.top}px`;
    this.rule.style.height = `${ground.height}px`;
    this.showMargin(ground, { row, place, x, pinned });
  }

  private showMargin(
    ground: Ground,
    { row, place, x, pinned }: { row: number; place: number; x: number; pinned: boolean },
  ): void {
    const { curves, layout, palette, left, width, top, height } = ground;
    const room = layout.margins.right - BESIDE;
    const t = trainingStrings[this.locale];
    const { title, account } = this.values(ground, row, null);
    const { values, dots } = marginValues(account, curves, layout, { x: place, room });
    this.margin.mark(dots, x, palette);
    if (ground.docked) return;
    const long = `${title}, ${t.pinned}`;
    this.margin.show({
      title: pinned && marginWidth(long) <= room ? long : title,
      values,
      left: left + width + BESIDE,
      bottom: top + height,
      palette,
    });
  }

  /** Beside or below the chart: of the epoch that is pointed at, else of the last one. */
  private tell(ground: Ground, row: number, pinned: boolean): void {
    const t = trainingStrings[this.locale];
    const { epoch } = ground.payload.epochs;
    const at = row < 0 ? epoch.length - 1 : row;
    this.said.hidden = ground.docked || at < 0 || !hasLanes(ground.payload);
    if (at < 0) return;
    const values = this.values(ground, at, row < 0 ? t.lastEpoch : pinned ? t.pinned : null);
    const notes = this.notes(epoch[at] as number).slice(0, MOST_NOTES);
    if (ground.docked) this.docked.show({ ...values, notes });
    else if (!this.said.hidden) this.showSaid(values.title, notes, saidHeight(ground.payload));
  }

  private showSaid(title: string, notes: readonly string[], height: number): void {
    const key = JSON.stringify([title, notes]);
    if (key !== this.saidKey)
      this.said.replaceChildren(
        element('strong', {}, title),
        ...notes.map((note) => element('div', { dir: 'auto' }, note)),
      );
    this.saidKey = key;
    this.steadySaid.keep(this.host.clientWidth, height);
  }

  private values({ payload, metric, palette, marked }: Ground, row: number, word: string | null) {
    const epoch = formatCount(payload.epochs.epoch[row] as number, this.locale);
    return {
      title: [`${trainingStrings[this.locale].epoch} ${epoch}`, word].filter(Boolean).join(', '),
      account: epochAccount(payload, row, this.locale, metric),
      palette,
      marked,
    };
  }
}
