import type { DistributionsPayload, Locale } from '../../../protocol/index.js';
import { choice } from '../../drawing/choice.js';
import { formatCount, formatShare, formatValue } from '../../drawing/format.js';
import { pagePalette, setText } from '../../drawing/page.js';
import { RunPlots } from '../../drawing/run-plots.js';
import type { StaticView } from '../../drawing/static-slot.js';
import { at, byLayer, type LayerRecords, lastRow, regularization } from '../model.js';
import { type DistributionPlots, distributionPlots, layerToShow, PLOTS_HEIGHT } from '../picture.js';
import { distributionsStrings } from '../strings.js';
import { healthWords } from '../words.js';

const VERDICT = 68;
const HEIGHT = 26 + 18 + VERDICT + PLOTS_HEIGHT + 36 + 12;

/** The histograms of one layer, all layers at the epoch of the run's cursor, and what regularization does. */
export class DistributionsView implements StaticView<DistributionsPayload> {
  private readonly plots: RunPlots;
  private readonly layers;
  private readonly tensors;
  private readonly modes;
  private payload: DistributionsPayload | undefined;
  private records: LayerRecords | null = null;
  private layer: string | null = null;
  private tensor: string | undefined;
  private mode: 'ridges' | 'overlay' = 'ridges';
  private drawn: DistributionPlots | undefined;

  constructor(
    host: HTMLElement,
    private readonly locale: Locale,
  ) {
    const t = distributionsStrings[locale];
    this.layers = choice(t.layer, (name) => {
      this.layer = name;
      this.show();
    });
    this.tensors = choice(t.tensor, (name) => {
      this.tensor = name;
      this.show();
    });
    this.modes = choice(t.mode, (mode) => {
      this.mode = mode === 'overlay' ? 'overlay' : 'ridges';
      this.plots.redraw();
    });
    this.modes.fill(
      [
        ['ridges', t.ridges],
        ['overlay', t.overlay],
      ],
      this.mode,
    );
    this.plots = new RunPlots(host, {
      height: HEIGHT,
      verdictHeight: VERDICT,
      words: t,
      draw: (width) => this.draw(width),
      readout: (row) => this.readout(row),
      epochOf: (row) => this.payload?.epochs[row] ?? 0,
      overlay: (row) => this.overlay(row),
    });
    this.plots.head.append(this.layers.root, this.tensors.root, this.modes.root);
  }

  redraw(payload: DistributionsPayload): void {
    this.payload = payload;
    if (this.plots.follow([payload.run])) this.layer = layerToShow(payload)?.layer ?? null;
    this.show();
  }

  end(): void {
    this.plots.end();
  }

  private show(): void {
    const { payload, locale } = this;
    if (!payload) return;
    const t = distributionsStrings[locale];
    const all = byLayer(payload);
    this.records = all.find(({ layer }) => layer === this.layer) ?? all[0] ?? null;
    const nothing = this.records === null || payload.epochs.length === 0;
    setText(this.plots.title, t.title(payload.name, payload.status));
    const facts = [
      t.facts(formatCount(all.length, locale), formatCount(payload.epochs.length, locale)),
      ...(payload.thinned
        ? [
            t.thinned(
              formatCount(payload.thinned.epochs.kept, locale),
              formatCount(payload.thinned.epochs.of, locale),
            ),
          ]
        : []),
      t.peaks,
    ];
    setText(this.plots.facts, facts.join(' · '));
    const names = this.records?.weights.map(({ name }) => name) ?? [];
    if (this.tensor === undefined || !names.includes(this.tensor)) this.tensor = names[0];
    this.layers.root.hidden = all.length < 2;
    this.tensors.root.hidden = names.length < 2;
    this.modes.root.hidden = nothing;
    this.layers.fill(
      all.map(({ layer, className }) => [layer, `${layer} (${className})`]),
      this.records?.layer ?? '',
    );
    this.tensors.fill(
      names.map((name) => [name, name]),
      this.tensor ?? '',
    );
    const { words, healthy } = healthWords(payload, lastRow(payload), locale);
    this.plots.collapse(nothing);
    this.plots.say(nothing ? words : [...words, t.rules], healthy ? 'good' : 'bad');
    this.plots.redraw();
  }

  private draw(width: number) {
    const { payload, records, locale } = this;
    if (!payload || !records || payload.epochs.length === 0) {
      this.drawn = undefined;
      return null;
    }
    const palette = pagePalette();
    this.drawn = distributionPlots({
      payload,
      layer: records,
      tensor: this.tensor,
      mode: this.mode,
      width,
      top: 0,
      palette,
      locale,
      ridges: 14,
    });
    return {
      body: this.drawn.body,
      height: PLOTS_HEIGHT,
      plots: this.drawn.epochPlots.map((frame) => ({ frame })),
      rows: payload.epochs.map((epoch) => ({ x: epoch, position: { epoch } })),
    };
  }

  private overlay(row: number | null): string {
    const { payload } = this;
    return (payload && this.drawn?.marks(row ?? lastRow(payload))) ?? '';
  }

  private readout(row: number): string[] {
    const { payload, records, locale } = this;
    const t = distributionsStrings[locale];
    if (!payload || !records) return [];
    const parts = [t.atEpoch(formatCount(payload.epochs[row] as number, locale))];
    const value = (of: number | null) => formatValue(of, locale);
    const weight = records.weights.find(({ name }) => name === this.tensor);
    const gradient = records.gradients.find(({ name }) => name === weight?.name);
    for (const record of [weight, records.activation, gradient]) {
      if (!record || at(record.mean, row) === null) continue;
      const spread = t.meanSd(value(at(record.mean, row)), value(at(record.standardDeviation, row)));
      parts.push(`${t.what[record.what]} ${spread}`);
    }
    const [dead, saturated] = [at(records.activation?.dead, row), at(records.activation?.saturated, row)];
    if (dead !== null) parts.push(t.deadLine(formatShare(dead, locale)));
    if (saturated !== null) parts.push(t.saturatedLine(formatShare(saturated, locale)));
    for (const [words, column] of [
      [t.dataLoss, payload.dataLoss],
      [t.penalty, regularization(payload).any ? payload.penalty : []],
      [t.norm, payload.weightNorm],
    ] as const) {
      const each = at(column, row);
      if (each !== null) parts.push(`${words} ${value(each)}`);
    }
    return parts;
  }
}
