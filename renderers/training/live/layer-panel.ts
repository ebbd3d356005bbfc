import type { Locale } from '../../../protocol/index.js';
import { element, showProblem } from '../../drawing/page.js';
import type { StaticView } from '../../drawing/static-renderer.js';
import { trainingStrings } from '../strings.js';
import { type LayerPicture, loadPicture } from './layer-pictures.js';

/** The place of one picture; the picture is loaded and put in when it is first shown, and stays. */
export class LayerPanel {
  readonly root = element('div', { class: 'epb-panel', hidden: true });
  private view: StaticView<unknown> | undefined;
  private loading = false;
  private ended = false;
  private payload: unknown;
  private drawn: unknown;

  constructor(
    private readonly picture: LayerPicture,
    private readonly locale: Locale,
  ) {}

  /** Draws a payload; the same one again only where `anew`. */
  show(payload: unknown, anew = false): void {
    this.payload = payload;
    if (!this.view) {
      if (!this.loading) void this.load();
      return;
    }
    if (payload === this.drawn && !anew) return;
    this.drawn = payload;
    void this.view.redraw(payload);
  }

  end(): void {
    this.ended = true;
    this.view?.end?.();
    this.root.remove();
  }

  private async load(): Promise<void> {
    this.loading = true;
    try {
      const mount = await loadPicture(this.picture);
      if (this.ended) return;
      this.root.replaceChildren();
      this.view = mount(this.root, this.locale);
      this.show(this.payload);
    } catch (error) {
      const t = trainingStrings[this.locale];
      const reason = error instanceof Error ? error.message : String(error);
      showProblem(this.root, t.tabFailed(t.tabs[this.picture], reason));
    }
  }
}
