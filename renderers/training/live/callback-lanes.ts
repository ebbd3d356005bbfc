import type { Locale, RunPayload } from '../../../protocol/index.js';
import { element } from '../../drawing/page.js';
import type { Palette } from '../../drawing/palette.js';
import type { RunCursor } from '../../drawing/run-cursor.js';
import { TimelineLanes } from '../../timeline/live/index.js';
import type { TrainingCurves } from '../model.js';
import { shownTimeline } from '../shown-timeline.js';
import type { ChartLayout } from '../spec.js';
import type { Peer } from './peer.js';

/** Pixels below the lanes with what happened at an epoch, which the words of a mark tell, too. */
const BELOW = 40;

interface Ground {
  curves: TrainingCurves;
  palette: Palette;
  /** Of the whole chart. */
  width: number;
  margins: ChartLayout['margins'];
  /** Of the plots. */
  top: number;
  height: number;
}

/** The lanes of a run's callbacks under its curves, and the lines of stops across them; nothing for a run without callbacks. */
export class CallbackLanes {
  readonly root = element('div', { class: 'epb-callbacks' });
  private readonly stops = element('div', { 'aria-hidden': 'true' });
  private lanes: TimelineLanes | undefined;
  private run = '';
  private drawn = '';

  /**
   * @param plot the element of the curves.
   * @param cursor of the run.
   */
  constructor(
    plot: HTMLElement,
    private readonly locale: Locale,
    private readonly peer: Peer,
    private readonly cursor: RunCursor,
  ) {
    plot.append(this.stops);
  }

  /** Pixels that the lanes take, from the start of the run to its end. */
  static height = (
    { callbacks }: RunPayload,
    { width, margins }: Pick<ChartLayout, 'width' | 'margins'>,
    locale: Locale,
  ): number => (callbacks ? TimelineLanes.height(callbacks, width, locale, margins.left) : 0);

  draw(payload: RunPayload, ground: Ground): void {
    this.run = payload.id;
    if (!payload.callbacks?.lanes.length) {
      this.end();
      return;
    }
    this.lanes ??= this.make();
    const { curves, palette, width, margins, top, height } = ground;
    // Between two epochs nothing new has happened: most drawings of the curves leave the lanes alone.
    const last = payload.callbacks.events.at(-1);
    const shows = JSON.stringify([
      payload.status,
      payload.callbacks.lanes.length,
      payload.callbacks.events.length,
      last,
      payload.epochs.epoch.at(-1),
      payload.epochs.epoch.length,
      curves.x,
      palette,
      width,
      margins,
      top,
      height,
    ]);
    if (shows === this.drawn) return;
    this.drawn = shows;
    const { domain, ticks } = curves.x;
    const { stops } = this.lanes.draw(shownTimeline(payload, curves), {
      left: margins.left,
      right: margins.right,
      width,
      axis: { domain, ticks, ofEpoch: curves.xOfEpoch },
      palette,
    });
    this.stops.replaceChildren(
      ...stops.map((x) => {
        const line = element('div', { class: 'epb-stop-line' });
        line.style.cssText = `left:${margins.left + x}px;top:${top}px;height:${height}px`;
        return line;
      }),
    );
  }

  /** The cursor of the run points elsewhere now. */
  follow(): void {
    this.lanes?.follow();
  }

  end(): void {
    this.lanes?.end();
    this.lanes?.root.remove();
    this.lanes = undefined;
    this.stops.replaceChildren();
    this.drawn = '';
  }

  private make(): TimelineLanes {
    const { peer } = this;
    const lanes = new TimelineLanes(this.locale, {
      cursor: this.cursor,
      load: peer.connected ? (checkpoint) => peer.send({ type: 'load', run: this.run, ...checkpoint }) : null,
      below: BELOW,
    });
    this.root.append(lanes.root);
    return lanes;
  }
}
