import type { View } from 'vega';
import type { TopLevelSpec } from 'vega-lite';
import type { Locale } from '../../protocol/index.js';
import { element, pagePalette, showProblem } from '../drawing/page.js';
import { staticRenderer } from '../drawing/static-renderer.js';
import type { StaticView } from '../drawing/static-slot.js';
import { loadVega } from '../drawing/vega.js';
import { closedLoader } from './closed-loader.js';
import { closedSpec } from './closed-spec.js';
import { chartConfig } from './config.js';
import { brokenNumber, countMarks, coversTooOften, fitsPage } from './drawn-numbers.js';
import { beyondLimits } from './limits.js';
import { unknownMark, type VegaLiteSpec, vegaLiteSchema, withSize } from './model.js';
import { vegaLiteStrings } from './strings.js';

const WIDEST = 900;
/** A page with more elements than this moves slowly. */
const MOST_ELEMENTS = 2000;

/** A user's own chart, alive, in the page's colours; it loads nothing. */
class ChartView implements StaticView<VegaLiteSpec> {
  private view: View | undefined;
  private turn = 0;

  constructor(
    private readonly host: HTMLElement,
    private readonly locale: Locale,
  ) {}

  async redraw(spec: VegaLiteSpec): Promise<void> {
    this.turn += 1;
    const { turn } = this;
    const t = vegaLiteStrings[this.locale];
    const unknown = beyondLimits(spec, this.locale) ?? unknownMark(spec, this.locale);
    if (unknown !== null) {
      showProblem(this.host, t.invalid(unknown));
      return;
    }
    const kit = await loadVega();
    if (turn !== this.turn) return;
    const { vega, compile, interpreter } = kit;
    const { loader, refused } = closedLoader(kit);
    const logger = vega.logger(vega.None);
    const ground = element('div', { class: 'epb-vega-lite' });
    ground.style.cssText = 'overflow-x:auto;padding:4px 8px';
    try {
      const width = Math.min(WIDEST, Math.max(200, this.host.clientWidth - 120));
      const compiled = compile(withSize(spec, width, 320) as unknown as TopLevelSpec, {
        config: { ...chartConfig(pagePalette()), background: 'transparent' },
        logger,
      });
      const view = new vega.View(vega.parse(closedSpec(compiled.spec), undefined, { ast: true }), {
        renderer: 'none',
        expr: interpreter,
        loader,
        logger,
      });
      // At first without the page, which would complain of each size that is no number.
      await view.runAsync();
      const problem = await this.problemOf(view, refused);
      if (turn !== this.turn || problem !== null) {
        view.finalize();
        if (problem !== null && turn === this.turn) showProblem(this.host, problem);
        return;
      }
      view.renderer(countMarks(view, MOST_ELEMENTS) > MOST_ELEMENTS ? 'canvas' : 'svg').initialize(ground);
      await view.runAsync();
      if (turn !== this.turn) {
        view.finalize();
        return;
      }
      this.view?.finalize();
      this.view = view;
      this.host.replaceChildren(ground);
    } catch (error) {
      if (turn === this.turn)
        showProblem(this.host, t.invalid(error instanceof Error ? error.message : String(error)));
    }
  }

  /** Why a chart that has run is not shown. */
  private async problemOf(view: View, refused: () => string | null): Promise<string | null> {
    const t = vegaLiteStrings[this.locale];
    const early = refused();
    if (early !== null) return t.refused(early);
    if (!fitsPage(view)) return t.invalid(t.notNumbers(`${view.width()} × ${view.height()}`));
    if (coversTooOften(view)) return t.invalid(t.coversTooOften);
    if (countMarks(view, MOST_ELEMENTS) > MOST_ELEMENTS) return null;
    const broken = brokenNumber(await view.toSVG());
    const late = refused();
    if (late !== null) return t.refused(late);
    return broken === null ? null : t.invalid(t.notNumbers(broken));
  }

  end(): void {
    this.turn += 1;
    this.view?.finalize();
  }
}

/** The renderer of the standard Vega-Lite types. */
export const activate = staticRenderer({
  schema: vegaLiteSchema,
  view: (host, locale) => new ChartView(host, locale),
  invalid: (locale, where) => vegaLiteStrings[locale].invalid(where),
});
