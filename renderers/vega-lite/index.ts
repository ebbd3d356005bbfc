import type { View } from 'vega';
import type { TopLevelSpec } from 'vega-lite';
import type { Locale } from '../../protocol/index.js';
import { element, pagePalette, showProblem } from '../drawing/page.js';
import { staticRenderer } from '../drawing/static-renderer.js';
import type { StaticView } from '../drawing/static-slot.js';
import { loadVega } from '../drawing/vega.js';
import { calmAxes } from './calm-axes.js';
import { closedLoader } from './closed-loader.js';
import { closedSpec } from './closed-spec.js';
import { chartConfig } from './config.js';
import { brokenNumber, countMarks, coversTooOften, fitsPage } from './drawn-numbers.js';
import { beyondLimits } from './limits.js';
import { logTitles } from './log-titles.js';
import { unknownMark, type VegaLiteSpec, vegaLiteSchema } from './model.js';
import { sharesWidth } from './row-widths.js';
import { fillsWidth, narrowed, withSize } from './size.js';
import { standIn } from './stand-in.js';
import { vegaLiteStrings } from './strings.js';

/** Left and right of a chart. */
const SIDE = 8;
const NARROWEST = 200;
/** Of a `"container"`, as a page has no height. */
const HEIGHT = 320;
/** A page with more elements than this moves slowly. */
const MOST_ELEMENTS = 2000;

/** Whether a chart is drawn otherwise in a page of another width: too narrow for it, or shared by its plots. */
const isFitted = (spec: VegaLiteSpec, width: number): boolean =>
  sharesWidth(spec) || narrowed(spec, width) !== spec;

/** Groups of marks that say nothing of themselves are no pictures to who listens. */
function silence(ground: HTMLElement): void {
  for (const group of ground.querySelectorAll('[role="graphics-symbol"]:not([aria-label])')) {
    group.removeAttribute('role');
    group.removeAttribute('aria-roledescription');
    group.setAttribute('aria-hidden', 'true');
  }
}

/** A user's own chart, alive, in the page's colours; it loads nothing. */
class ChartView implements StaticView<VegaLiteSpec> {
  private view: View | undefined;
  private turn = 0;
  /** Of a chart that fills the page, as it was drawn last. */
  private width: number | null = null;
  private drawn: { spec: VegaLiteSpec; fitted: boolean; width: number } | undefined;
  private readonly resize = new ResizeObserver(() => void this.follow());

  constructor(
    private readonly host: HTMLElement,
    private readonly locale: Locale,
  ) {
    this.resize.observe(host);
  }

  async redraw(spec: VegaLiteSpec): Promise<void> {
    this.turn += 1;
    const { turn } = this;
    const t = vegaLiteStrings[this.locale];
    const unknown = beyondLimits(spec, this.locale) ?? unknownMark(spec, this.locale);
    if (unknown !== null) {
      showProblem(this.host, t.invalid(unknown));
      return;
    }
    if (!this.view) this.standIn(spec);
    const kit = await loadVega();
    if (turn !== this.turn) return;
    const { vega, compile, interpreter } = kit;
    const { loader, refused } = closedLoader(kit);
    const logger = vega.logger(vega.None);
    const ground = element('div', { class: 'epb-vega-lite' });
    ground.style.cssText = `overflow:auto hidden;padding:4px ${SIDE}px`;
    try {
      const width = this.room();
      const compiled = compile(this.sized(spec, width) as unknown as TopLevelSpec, {
        config: { ...chartConfig(pagePalette()), background: 'transparent' },
        logger,
      });
      const view = new vega.View(
        vega.parse(closedSpec(logTitles(calmAxes(compiled.spec), spec, this.locale)), undefined, {
          ast: true,
        }),
        {
          renderer: 'none',
          expr: interpreter,
          loader,
          logger,
        },
      );
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
      this.width = fillsWidth(spec) ? width : null;
      this.drawn = { spec, fitted: isFitted(spec, width), width };
      this.host.replaceChildren(ground);
      silence(ground);
    } catch (error) {
      if (turn === this.turn)
        showProblem(this.host, t.invalid(error instanceof Error ? error.message : String(error)));
    }
  }

  /** Until the chart is there: its title, in about the room that it will take. */
  private standIn(spec: VegaLiteSpec): void {
    const { title, height } = standIn(spec, this.room(), HEIGHT);
    const ground = element('div', { class: 'epb-vega-lite', 'aria-busy': 'true' });
    const { muted, font } = pagePalette();
    ground.style.cssText = `box-sizing:border-box;height:${height}px;padding:8px ${SIDE}px;text-align:center;font:600 13px ${font};color:${muted}`;
    ground.append(title ?? vegaLiteStrings[this.locale].loading);
    this.host.replaceChildren(ground);
  }

  private sized(spec: VegaLiteSpec, width: number): VegaLiteSpec {
    return withSize(narrowed(spec, width), width, HEIGHT);
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

  private room(): number {
    return Math.max(NARROWEST, this.host.clientWidth - 2 * SIDE);
  }

  /** A chart that fills the page keeps what a reader did to it when the page gets wider or narrower. */
  private async follow(): Promise<void> {
    const { view, turn, drawn } = this;
    const width = this.room();
    if (
      drawn &&
      this.host.clientWidth > 0 &&
      width !== drawn.width &&
      (drawn.fitted || isFitted(drawn.spec, width))
    )
      return this.redraw(drawn.spec);
    if (!view || this.width === null || width === this.width || this.host.clientWidth === 0) return;
    this.width = width;
    try {
      await view.width(width).runAsync();
    } catch (error) {
      if (turn !== this.turn) return;
      const words = error instanceof Error ? error.message : String(error);
      showProblem(this.host, vegaLiteStrings[this.locale].invalid(words));
    }
  }

  end(): void {
    this.resize.disconnect();
    this.turn += 1;
    this.view?.finalize();
  }
}

/** The renderer of the standard Vega-Lite types. */
export const activate = staticRenderer({
  schema: vegaLiteSchema,
  view: (host, locale) => new ChartView(host, locale),
  pure: async () => (await import('./vega-lite-picture.js')).vegaLitePicture,
  invalid: (locale, where) => vegaLiteStrings[locale].invalid(where),
});
