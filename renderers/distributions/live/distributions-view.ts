import type { DistributionsPayload, Locale } from '../../../protocol/index.js';
import { choice } from '../../drawing/choice.js';
import { formatCount } from '../../drawing/format.js';
import { ensureStyle, pagePalette, setText } from '../../drawing/page.js';
import { RunPlots } from '../../drawing/run-plots.js';
import type { StaticView } from '../../drawing/static-slot.js';
import { layersKey } from '../layers-key.js';
import { byLayer, type LayerRecords, lastRow, layerToShow, type Pick, picks, pickToShow } from '../model.js';
import { momentWords } from '../moment-words.js';
import { type DistributionPlots, distributionPlots, leastHeight, PICKED_BELOW } from '../plots.js';
import { distributionsStrings } from '../strings.js';
import { healthWords } from '../words.js';

/** Where one plot is shown, choices that do not change it are not. */
const css = `
@container (min-width: ${PICKED_BELOW}px) { .epb-plots .epb-distributions-pick { display: none; } }
@container (max-width: ${PICKED_BELOW - 0.02}px) {
  .epb-plots [data-pick="norm"] :is(.epb-distributions-tensor, .epb-distributions-mode) { display: none; }
  .epb-plots [data-pick="activation"] .epb-distributions-tensor { display: none; }
}`;

/** The histograms of one layer, all layers at the epoch of the run's cursor, and what regularization does. */
export class DistributionsView implements StaticView<DistributionsPayload> {
  private readonly plots: RunPlots;
  private readonly layers;
  private readonly tensors;
  private readonly modes;
  private payload: DistributionsPayload | undefined;
  private all: LayerRecords[] = [];
  private records: LayerRecords | null = null;
  private layer: string | null = null;
  private tensor: string | undefined;
  private mode: 'ridges' | 'overlay' = 'ridges';
  private readonly picks;
  /** What was picked by hand; without it, what the verdict is about. */
  private picked: Pick | null = null;
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
    ensureStyle('epochbook-distributions', css);
    this.picks = choice(t.pick, (pick) => {
      this.picked = picks.find((each) => each === pick) ?? null;
      this.show();
    });
    this.picks.root.classList.add('epb-distributions-pick');
    this.tensors.root.classList.add('epb-distributions-tensor');
    this.modes.root.classList.add('epb-distributions-mode');
    this.modes.fill(
      [
        ['ridges', t.ridges],
        ['overlay', t.overlay],
      ],
      this.mode,
    );
    this.plots = new RunPlots(host, {
      room: {
        plots: (width) => leastHeight(width, this.all.length),
        lastRow: () => (this.payload ? lastRow(this.payload) : 0),
        last: t.lastOf,
      },
      words: t,
      draw: (width, height) => this.draw(width, height),
      readout: (row) => this.readout(row),
      epochOf: (row) => this.payload?.epochs[row] ?? 0,
      overlay: (row) => this.overlay(row),
      line: (change) => this.moveLayer('by' in change ? change.by : 0),
    });
    this.plots.ground.addEventListener('click', (event) => this.clicked(event));
    this.plots.head.append(this.layers.root, this.picks.root, this.tensors.root, this.modes.root);
  }

  redraw(payload: DistributionsPayload): void {
    this.payload = payload;
    if (this.plots.follow([payload.run])) {
      this.layer = layerToShow(payload)?.layer ?? null;
      this.picked = null;
    }
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
    this.all = all;
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
    this.picks.root.hidden = nothing;
    this.layers.fill(
      all.map(({ layer, className }) => [layer, `${layer} (${className})`]),
      this.records?.layer ?? '',
    );
    this.tensors.fill(
      names.map((name) => [name, name]),
      this.tensor ?? '',
    );
    this.picks.fill(
      picks.map((each) => [each, each === 'norm' ? t.normPick : t.titles[each]]),
      this.pick(payload),
    );
    this.plots.head.dataset.pick = this.pick(payload);
    const { words, healthy } = healthWords(payload, lastRow(payload), locale);
    this.plots.collapse(nothing);
    this.plots.say(words, healthy ? 'good' : 'bad', true);
    this.plots.explain(layersKey(all, { palette: pagePalette(), locale }), [t.rules, t.hint]);
    this.plots.redraw();
  }

  private pick(payload: DistributionsPayload): Pick {
    return this.picked ?? pickToShow(payload);
  }

  private moveLayer(by: number): void {
    const now = this.all.findIndex(({ layer }) => layer === this.records?.layer);
    const to = this.all[Math.min(this.all.length - 1, Math.max(0, now + by))];
    if (!to || to === this.records) return;
    this.layer = to.layer;
    this.show();
  }

  /** A click on a layer shows its histograms. */
  private clicked(event: MouseEvent): void {
    const { ground } = this.plots;
    const { left, top } = ground.getBoundingClientRect();
    const index = this.drawn?.layerAt(
      event.clientX - left + ground.scrollLeft,
      event.clientY - top + ground.scrollTop,
    );
    const to = this.all[index ?? -1];
    if (!to) return;
    this.layer = to.layer;
    this.show();
  }

  private draw(width: number, height: number) {
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
      x: 3,
      y: 0,
      // The focus has its rim within the ground.
      width: width - 7,
      height,
      palette,
      locale,
      ridges: 14,
      ...(width < PICKED_BELOW && { pick: this.pick(payload) }),
    });
    return {
      body: this.drawn.body,
      height,
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
    return [
      t.atEpoch(formatCount(payload.epochs[row] as number, locale)),
      ...momentWords(payload, records, this.tensor, row, locale),
    ];
  }
}
