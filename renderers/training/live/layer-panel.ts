import type { Locale } from '../../../protocol/index.js';
import type { Takeaway } from '../../drawing/menu/takeaway.js';
import { element, showProblem } from '../../drawing/page.js';
import { StaticSlot } from '../../drawing/static-slot.js';
import { trainingStrings } from '../strings.js';
import { type LayerPicture, loadPicture } from './layer-pictures.js';

/**
 * The place of one picture; the picture is loaded and put in when it is first shown, and stays. What it is drawn from is
 * unpacked and checked then: a damaged payload becomes a line that says so.
 */
export class LayerPanel {
  readonly root: HTMLElement;
  private slot: StaticSlot<unknown> | undefined;
  private loading = false;
  private ended = false;
  private payload: unknown;
  private drawn: unknown;

  constructor(
    private readonly picture: LayerPicture,
    private readonly locale: Locale,
  ) {
    this.root = element('div', { class: 'epb-panel', 'data-picture': picture, hidden: true });
  }

  /** Draws a payload; the same one again only where `anew`. */
  show(payload: unknown, anew = false): void {
    this.payload = payload;
    if (!this.slot) {
      if (!this.loading) void this.load();
    } else if (payload !== this.drawn) {
      this.drawn = payload;
      void this.slot.show(payload);
    } else if (anew) this.slot.redraw();
  }

  async takeaway(): Promise<Takeaway | undefined> {
    return this.slot?.takeaway();
  }

  end(): void {
    this.ended = true;
    this.slot?.end();
    this.root.remove();
  }

  private async load(): Promise<void> {
    this.loading = true;
    const t = trainingStrings[this.locale];
    this.root.replaceChildren(element('p', { class: 'epb-loading' }, t.tabLoading(t.tabs[this.picture])));
    try {
      const picture = await loadPicture(this.picture);
      if (this.ended) return;
      this.slot = new StaticSlot(this.root, picture, this.locale);
      this.show(this.payload);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      showProblem(this.root, t.tabFailed(t.tabs[this.picture], reason));
    }
  }
}
