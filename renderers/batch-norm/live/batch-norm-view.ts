import type { BatchNormPayload, Locale } from '../../../protocol/index.js';
import { choice } from '../../drawing/choice.js';
import { formatCount, formatValue } from '../../drawing/format.js';
import type { Frame } from '../../drawing/frame.js';
import { pagePalette, setText } from '../../drawing/page.js';
import type { Palette } from '../../drawing/palette.js';
import type { ReadoutTable } from '../../drawing/panel-room.js';
import { lineY } from '../../drawing/plot-cursor.js';
import { RunPlots } from '../../drawing/run-plots.js';
import type { StaticView } from '../../drawing/static-slot.js';
import { channelsPerLine, MOST_LINES } from '../gap-maps.js';
import { layerKey } from '../layer-key.js';
import { channelOf, type LayerReading } from '../layer-reading.js';
import { type JudgedLayer, judgedLayers, worstLayer } from '../layer-to-show.js';
import { momentTable, momentWords } from '../moment-words.js';
import { layerPlots, leastHeight } from '../plots.js';
import { batchNormStrings } from '../strings.js';
import { verdictWords } from '../words.js';

/** The plots of one layer, with the cursor of the run. */
export class BatchNormView implements StaticView<BatchNormPayload> {
  private readonly plots: RunPlots;
  private readonly layers;
  private readonly channels;
  private payload: BatchNormPayload | undefined;
  private judged: JudgedLayer[] = [];
  private shown: JudgedLayer | null = null;
  /** Frames of the maps of channels. */
  private maps: Frame[] = [];
  /** Name of the chosen layer. */
  private layer: string | null = null;
  /** The chosen column, or all. */
  private column: number | null = null;
  /** The channel of a map that was pointed at or stepped to; without it all are told together. */
  private line: number | null = null;

  constructor(
    host: HTMLElement,
    private readonly locale: Locale,
  ) {
    const t = batchNormStrings[locale];
    this.layers = choice(t.layer, (name) => {
      this.layer = name;
      this.column = null;
      this.line = null;
      this.show();
    });
    this.channels = choice(t.channels, (value) => {
      this.column = value === '' ? null : Number(value);
      this.line = this.column;
      this.show();
    });
    this.plots = new RunPlots(host, {
      room: { plots: leastHeight, lastRow: () => (this.reading?.rows ?? 1) - 1, last: t.lastOf },
      words: t,
      draw: (width, height) => this.draw(width, height),
      readout: (row) => this.readout(row),
      table: (row) => this.table(row),
      epochOf: (row) => this.reading?.layer.epochs[row] ?? 0,
      line: (change) => this.moveLine(change),
      overlay: () => this.lineMark(pagePalette()),
    });
    this.plots.head.append(this.layers.root, this.channels.root);
  }

  redraw(payload: BatchNormPayload): void {
    this.payload = payload;
    this.judged = judgedLayers(payload);
    if (this.plots.follow([payload.run])) this.layer = worstLayer(this.judged)?.reading.layer.name ?? null;
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
    this.shown =
      this.judged.find(({ reading }) => reading.layer.name === this.layer) ?? this.judged[0] ?? null;
    this.layers.root.hidden = payload.layers.length < 2;
    const { reading, shown } = this;
    this.channels.root.hidden = (reading?.columns ?? 0) < 2;
    this.plots.collapse(!reading || reading.rows === 0 || reading.columns === 0);
    if (!reading || !shown) {
      this.plots.say([t.none], 'good');
      this.plots.redraw();
      return;
    }
    if (this.column !== null && this.column >= reading.columns) this.column = null;
    if (reading.columns === 1) this.column = 0;
    const { layer } = reading;
    this.layers.fill(
      this.judged.map(({ reading: { layer: each }, verdict: { level } }) => {
        const sign = level === 'agree' ? '✓ ' : level === 'nothing' ? '' : '⚠ ';
        return [each.name, `${sign}${each.name}`];
      }),
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
      this.column === null && reading.columns > MOST_LINES
        ? t.perLine(formatCount(channelsPerLine(reading.columns), locale))
        : '',
    ];
    setText(this.plots.facts, facts.filter(Boolean).join(' · '));
    const { level, window } = shown.verdict;
    this.plots.say(
      verdictWords(shown, this.judged, locale),
      level === 'agree' || level === 'nothing' ? 'good' : 'bad',
    );
    this.plots.explain(layerKey(reading, this.column, { palette: pagePalette(), locale }), [
      ...(window > 0 ? [t.rule(formatCount(window, locale))] : []),
      t.hint,
    ]);
    this.plots.redraw();
  }

  private get reading(): LayerReading | null {
    return this.shown?.reading ?? null;
  }

  private draw(width: number, height: number) {
    const { reading, locale } = this;
    if (!reading || reading.rows === 0 || reading.columns === 0) return null;
    const { body, plots } = layerPlots({
      reading,
      column: this.column,
      x: 3,
      y: 0,
      // The focus has its rim within the ground.
      width: width - 7,
      height,
      palette: pagePalette(),
      locale,
      most: Math.min(600, Math.max(200, width)),
      ridges: 14,
    });
    this.maps = plots.filter(({ channels }) => channels).map(({ frame }) => frame);
    const { steps, epochs } = reading.layer;
    return {
      body,
      height,
      plots: plots.map(({ frame, channels }) => ({ frame, lines: channels })),
      rows: steps.map((step, row) => ({ x: step, position: { epoch: epochs[row] as number, step } })),
    };
  }

  private moveLine(change: { to: number } | { by: number }): void {
    const { reading } = this;
    if (!reading || reading.columns === 0) return;
    if (this.maps.length > 0) {
      const to = 'to' in change ? Math.max(0, Math.floor(change.to)) : (this.line ?? -1) + change.by;
      // Over the first channel are all together.
      this.line = to < 0 ? null : Math.min(reading.columns - 1, to);
      this.plots.refresh();
    } else if ('by' in change && reading.columns > 1) {
      const next = (this.column ?? -1) + change.by;
      this.column = next < 0 ? null : Math.min(reading.columns - 1, next);
      this.line = this.column;
      this.show();
    }
  }

  /** At the right of the maps, the line that is told. */
  private lineMark({ foreground }: Palette): string {
    const { line } = this;
    if (line === null) return '';
    return this.maps
      .map(
        (frame) =>
          `<path d="M${frame.x + frame.width + 1},${lineY(frame, line)}l6,-3.5v7z" fill="${foreground}"/>`,
      )
      .join('');
  }

  /** The column of which values are told; all together where it is none. */
  private get told(): number | null {
    return this.column ?? (this.maps.length > 0 ? this.line : null);
  }

  private table(row: number): ReadoutTable | null {
    const { reading, told, locale } = this;
    if (!reading) return null;
    const table = momentTable(reading, row, told, locale);
    const channel = told === null ? [] : [`${batchNormStrings[locale].channel} ${channelOf(reading, told)}`];
    return { ...table, lines: [...channel, ...table.lines] };
  }

  private readout(row: number): string[] {
    const { reading, locale } = this;
    const t = batchNormStrings[locale];
    if (!reading) return [];
    const { layer } = reading;
    const column = this.told;
    return [
      t.at(formatCount(layer.steps[row] as number, locale), formatCount(layer.epochs[row] as number, locale)),
      ...(column === null ? [] : [`${t.channel} ${channelOf(reading, column)}`]),
      ...momentWords(reading, row, column, locale),
    ];
  }
}
