import type { GradientsPayload, Locale } from '../../../protocol/index.js';
import { choice } from '../../drawing/choice.js';
import { formatCount } from '../../drawing/format.js';
import { pagePalette, setText } from '../../drawing/page.js';
import type { StillOptions } from '../../drawing/picture.js';
import { RunPlots } from '../../drawing/run-plots.js';
import type { StaticView } from '../../drawing/static-slot.js';
import { lastRow, layerToShow, type Measure, measures } from '../model.js';
import { gradientsSvg } from '../picture.js';
import {
  flowKey,
  type GradientPlots,
  gradientPlots,
  leastHeight,
  momentMarks,
  type PlotsOptions,
} from '../plots.js';
import { gradientsStrings } from '../strings.js';
import { flowWords, momentWords } from '../words.js';

/** The gradients of all layers over the epochs, with what the run's cursor points at. */
export class GradientsView implements StaticView<GradientsPayload> {
  private readonly plots: RunPlots;
  private readonly choices;
  private measure: Measure = 'perWeight';
  private chosen = 0;
  private payload: GradientsPayload | undefined;
  private drawn: { options: PlotsOptions; plots: GradientPlots } | undefined;

  constructor(
    host: HTMLElement,
    private readonly locale: Locale,
  ) {
    const t = gradientsStrings[locale];
    this.choices = choice(t.measure, (name) => {
      this.measure = measures.find((each) => each === name) ?? 'perWeight';
      this.show();
    });
    this.plots = new RunPlots(host, {
      room: {
        plots: (width) => leastHeight(width, this.payload?.layers.length ?? 0),
        lastRow: () => (this.payload ? Math.max(0, lastRow(this.payload)) : 0),
        last: t.lastOf,
      },
      words: t,
      draw: (width, height) => this.draw(width, height),
      readout: (row) => (this.payload ? momentWords(this.payload, this.chosen, row, locale) : []),
      epochOf: (row) => this.payload?.epochs[row] ?? 0,
      overlay: (row) => (this.drawn ? momentMarks(this.drawn.options, this.drawn.plots, row) : ''),
      line: (change) => this.choose('to' in change ? Math.floor(change.to) : this.chosen + change.by),
    });
    this.plots.head.append(this.choices.root);
  }

  redraw(payload: GradientsPayload): void {
    this.payload = payload;
    if (this.plots.follow([payload.run])) this.chosen = layerToShow(payload);
    this.show();
  }

  /** The measure and the layer that are shown now. */
  still(options: StillOptions): Promise<string> {
    const { measure, chosen } = this;
    return gradientsSvg(this.payload as GradientsPayload, { ...options, measure, chosen });
  }

  end(): void {
    this.plots.end();
  }

  private choose(index: number): void {
    const to = Math.min((this.payload?.layers.length ?? 1) - 1, Math.max(0, index));
    if (to === this.chosen) return;
    this.chosen = to;
    this.plots.redraw();
  }

  private show(): void {
    const { payload, locale, measure } = this;
    if (!payload) return;
    const t = gradientsStrings[locale];
    const { layers, epochs, thinned } = payload;
    const count = (value: number) => formatCount(value, locale);
    this.chosen = Math.min(this.chosen, Math.max(0, layers.length - 1));
    const nothing = layers.length === 0 || epochs.length === 0;
    setText(this.plots.title, t.title(payload.name, payload.status));
    const facts = [t.facts(count(layers.length), count(epochs.length))];
    if (thinned) facts.push(t.thinned(count(thinned.epochs.kept), count(thinned.epochs.of)));
    setText(this.plots.facts, facts.join(' · '));
    this.choices.root.hidden = nothing;
    this.choices.fill(
      measures.map((each) => [each, t.measures[each]]),
      measure,
    );
    const { words, healthy } = flowWords(payload, locale);
    this.plots.collapse(nothing);
    this.plots.say(words, healthy ? 'good' : 'bad', true);
    this.plots.explain(flowKey(payload, measure, { palette: pagePalette(), locale }), [t.rules, t.hint]);
    this.plots.redraw();
  }

  private draw(width: number, height: number) {
    const { payload, locale, measure, chosen } = this;
    this.drawn = undefined;
    if (!payload || payload.layers.length === 0 || payload.epochs.length === 0) return null;
    const options: PlotsOptions = {
      payload,
      chosen,
      measure,
      x: 3,
      y: 0,
      // The focus has its rim within the ground.
      width: width - 7,
      height,
      palette: pagePalette(),
      locale,
      rows: [...payload.epochs.keys()],
    };
    const plots = gradientPlots(options);
    this.drawn = { options, plots };
    return {
      body: plots.body,
      height,
      plots: [{ frame: plots.map, lines: true }, { frame: plots.lines }],
      rows: payload.epochs.map((epoch) => ({ x: epoch, position: { epoch } })),
    };
  }
}
