import type { BatchNormPayload, Locale } from '../../../protocol/index.js';
import { choice } from '../../drawing/choice.js';
import { formatCount, formatShare, formatValue } from '../../drawing/format.js';
import { pagePalette, setText } from '../../drawing/page.js';
import { RunPlots } from '../../drawing/run-plots.js';
import type { StaticView } from '../../drawing/static-slot.js';
import { MOST_LINES } from '../gap-maps.js';
import { layerKey } from '../layer-key.js';
import { channelOf, type LayerReading, readLayer } from '../layer-reading.js';
import { layerToShow } from '../layer-to-show.js';
import { bandsOver, heldShare, judge, type Verdict } from '../model.js';
import { layerPlots, PLOTS_HEIGHT } from '../plots.js';
import { batchNormStrings } from '../strings.js';
import { verdictWords } from '../words.js';

const KEY = 24;
const VERDICT = 68;
const HEIGHT = 26 + 18 + VERDICT + KEY + PLOTS_HEIGHT + 36 + 12;

/** The plots of one layer, with the cursor of the run. */
export class BatchNormView implements StaticView<BatchNormPayload> {
  private readonly plots: RunPlots;
  private readonly layers;
  private readonly channels;
  private payload: BatchNormPayload | undefined;
  private reading: LayerReading | null = null;
  private verdict: Verdict | null = null;
  /** Name of the chosen layer. */
  private layer: string | null = null;
  /** The chosen column, or all. */
  private column: number | null = null;
  /** The line of a map under the cursor. */
  private line = 0;

  constructor(
    host: HTMLElement,
    private readonly locale: Locale,
  ) {
    const t = batchNormStrings[locale];
    this.layers = choice(t.layer, (name) => {
      this.layer = name;
      this.column = null;
      this.show();
    });
    this.channels = choice(t.channels, (value) => {
      this.column = value === '' ? null : Number(value);
      if (this.column !== null) this.line = this.column;
      this.plots.redraw();
    });
    this.plots = new RunPlots(host, {
      height: HEIGHT,
      verdictHeight: VERDICT,
      words: t,
      draw: (width) => this.draw(width),
      readout: (row) => this.readout(row),
      epochOf: (row) => this.reading?.layer.epochs[row] ?? 0,
      line: (change) => this.moveLine(change),
    });
    this.plots.head.append(this.layers.root, this.channels.root);
  }

  redraw(payload: BatchNormPayload): void {
    this.payload = payload;
    if (this.plots.follow([payload.run])) this.layer = layerToShow(payload)?.reading.layer.name ?? null;
    this.show();
  }

  end(): void {
    this.plots.end();
  }

  private show(): void {
    const { payload, locale } = this;
    if (!payload) return;
    const t = batchNormStrings[locale];
    setText(this.plots.title, t.title(payload.name, payload.status));
    const own = payload.layers.find(({ name }) => name === this.layer) ?? payload.layers[0];
    this.reading = own ? readLayer(own) : null;
    this.layers.root.hidden = payload.layers.length < 2;
    this.channels.root.hidden = (this.reading?.columns ?? 0) < 2;
    const { reading } = this;
    this.plots.collapse(reading === null);
    if (!reading) {
      this.plots.say([t.none], 'good');
      this.plots.redraw();
      return;
    }
    this.verdict = judge(reading);
    if (this.column !== null && this.column >= reading.columns) this.column = null;
    if (reading.columns === 1) this.column = 0;
    const { layer } = reading;
    this.layers.fill(
      payload.layers.map(({ name, after }) => [name, after ? `${name} (${t.after(after)})` : name]),
      layer.name,
    );
    this.channels.fill(
      [
        ['', t.all],
        ...Array.from({ length: reading.columns }, (_, column): [string, string] => [
          String(column),
          `${t.channel} ${channelOf(reading, column)}`,
        ]),
      ],
      this.column === null ? '' : String(this.column),
    );
    const facts = [
      layer.after ? t.after(layer.after) : '',
      t.layerFacts(
        formatCount(layer.channels, locale),
        String(layer.momentum),
        formatValue(layer.epsilon, locale),
        formatCount(reading.rows, locale),
        formatCount(payload.every, locale),
      ),
      reading.columns < layer.channels
        ? t.shown(formatCount(reading.columns, locale), formatCount(layer.channels, locale))
        : '',
    ];
    setText(this.plots.facts, facts.filter(Boolean).join(' · '));
    const { level, window } = this.verdict;
    const words = verdictWords(reading, this.verdict, locale);
    this.plots.say(
      window > 0 ? [...words, t.rule(formatCount(window, locale))] : words,
      level === 'agree' || level === 'nothing' ? 'good' : 'bad',
    );
    this.plots.redraw();
  }

  private draw(width: number) {
    const { reading, locale } = this;
    if (!reading || reading.rows === 0 || reading.columns === 0) return null;
    const palette = pagePalette();
    const { body, plots } = layerPlots({
      reading,
      column: this.column,
      width,
      top: KEY,
      palette,
      locale,
      most: Math.min(600, Math.max(200, width)),
      ridges: 14,
    });
    const { steps, epochs } = reading.layer;
    return {
      body: layerKey(reading, this.column, { x: 0, y: 12, palette, locale }) + body,
      height: KEY + PLOTS_HEIGHT,
      plots: plots.map(({ frame, channels }) => ({ frame, lines: channels })),
      rows: steps.map((step, row) => ({ x: step, position: { epoch: epochs[row] as number, step } })),
    };
  }

  private moveLine(change: { to: number } | { by: number }): void {
    const { reading } = this;
    if (!reading || reading.columns === 0) return;
    const to = 'to' in change ? Math.floor(change.to) : this.line + change.by;
    this.line = Math.min(reading.columns - 1, Math.max(0, to));
    // With a channel chosen the keys choose the next; in a map they move the line.
    if (this.column !== null && 'by' in change) {
      this.column = this.line;
      this.show();
    } else this.plots.refresh();
  }

  private readout(row: number): string[] {
    const { reading, locale } = this;
    const t = batchNormStrings[locale];
    if (!reading) return [];
    const { layer, columns } = reading;
    const map = this.column === null && columns > MOST_LINES;
    const column = this.column ?? (map ? this.line : null);
    const value = (matrix: Float32Array) =>
      formatValue(
        column === null
          ? bandsOver(columns, [row], (at, each) => matrix[at * columns + each] as number).middle[0]
          : matrix[row * columns + column],
        locale,
      );
    const step = layer.steps[row] as number;
    return [
      t.at(formatCount(step, locale), formatCount(layer.epochs[row] as number, locale)),
      column === null ? t.medians : `${t.channel} ${channelOf(reading, column)}`,
      t.values(
        value(reading.batchMean),
        value(reading.movingMean),
        value(reading.batchVariance),
        value(reading.movingVariance),
      ),
      t.heldAt(formatShare(heldShare(layer.momentum, step), locale)),
    ];
  }
}
