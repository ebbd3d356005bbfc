import type { Locale } from '../../../protocol/index.js';
import { Chip } from '../../drawing/chip.js';
import { formatCount } from '../../drawing/format.js';
import { element } from '../../drawing/page.js';
import { PinChip } from '../../drawing/pin-chip.js';
import type { RunCursor } from '../../drawing/run-cursor.js';
import type { TrainingCurves } from '../model.js';
import { trainingStrings } from '../strings.js';
import { type EpochWindow, showing } from '../zoom.js';
import { ZoomGestures, type ZoomGround } from './zoom-gestures.js';

interface PartHost {
  /** The part that is chosen; nothing for all epochs. */
  window(): EpochWindow | undefined;
  change(window: EpochWindow | undefined): void;
  say(words: string): void;
}

/** The part of the epochs that a plot shows: what chooses it, and chips that say so and take it back. */
export class EpochPart {
  private readonly gestures: ZoomGestures;
  private readonly part: Chip;
  private readonly pin: PinChip;
  private readonly chips: HTMLElement;
  private epochs: (TrainingCurves['epochs'] & { zoomed: boolean }) | undefined;

  constructor(
    private readonly plot: HTMLElement,
    private readonly cursor: RunCursor,
    private readonly locale: Locale,
    private readonly host: PartHost,
  ) {
    this.gestures = new ZoomGestures(plot, {
      change: (window) => this.show(window),
      focus: () => cursor.state.position?.epoch ?? null,
    });
    this.part = new Chip(trainingStrings[locale].zoomHint, () => {
      this.show(undefined);
      plot.focus({ preventScroll: true });
    });
    this.pin = new PinChip(locale);
    this.pin.follow([cursor]);
    this.chips = element('div', { class: 'epb-chips' }, this.part.root, this.pin.root);
    plot.append(this.chips);
    this.listen();
  }

  /** The chart was drawn anew. @param left of the chips, in pixels of the plot. */
  place(ground: Omit<ZoomGround, 'shown' | 'bounds' | 'zoomed'>, curves: TrainingCurves, left: number): void {
    this.epochs = { ...curves.epochs, zoomed: curves.zoomed };
    this.gestures.place({ ...ground, ...this.epochs });
    this.part.show(curves.zoomed ? this.words(curves.epochs.shown) : null);
    this.chips.style.left = `${left}px`;
  }

  /** Keys have led the cursor of this plot beyond what is shown: it goes along. */
  follow(): void {
    const { epochs } = this;
    const epoch = this.cursor.state.position?.epoch;
    if (epoch === undefined || !epochs?.zoomed || document.activeElement !== this.plot) return;
    if (epoch < epochs.shown[0] || epoch > epochs.shown[1])
      this.show(showing(epochs.shown, epoch, epochs.bounds));
  }

  end(): void {
    this.pin.end();
  }

  private words([from, to]: readonly [number, number]): string {
    const count = (epoch: number) => formatCount(Math.round(epoch), this.locale);
    return trainingStrings[this.locale].epochsShown(count(from), count(to));
  }

  private show(window: EpochWindow | undefined): void {
    if (!window && !this.host.window()) return;
    this.host.change(window);
    this.host.say(window ? this.words([window.from, window.to]) : trainingStrings[this.locale].allEpochs);
  }

  /** A double click shows all epochs; what its first click pinned is free again. */
  private listen(): void {
    let pinned = false;
    this.plot.addEventListener(
      'click',
      ({ detail }) => {
        if (detail < 2) pinned = this.cursor.state.pinned;
      },
      { capture: true },
    );
    this.plot.addEventListener('dblclick', ({ target }) => {
      if (!this.host.window() || (target as Element).closest('button')) return;
      if (!pinned) this.cursor.release();
      this.show(undefined);
    });
  }
}
