import type { Locale } from '../../../protocol/index.js';
import type { Palette } from '../../drawing/palette.js';
import { paintFrequency, unitAtX, unitX } from '../frequency-plot.js';
import { frequencyAt, type StepView } from '../model.js';
import type { Track } from '../record.js';
import type { UnitId } from '../unit-account.js';
import { Surface } from './surface.js';

/** The keep frequencies of one dropout layer on a canvas. */
export class FrequencyView {
  private readonly surface = new Surface();
  readonly root = this.surface.root;
  private size = { width: 0, height: 0 };

  constructor(private readonly locale: Locale) {}

  draw(
    view: StepView,
    layer: number,
    unit: UnitId | null,
    { width, height }: { width: number; height: number },
    palette: Palette,
  ): void {
    const size = { width, height };
    this.size = size;
    this.surface.resize(width, height);
    const mask = view.masks[layer];
    if (!mask) return;
    const frequency = frequencyAt(mask.track, mask.row);
    this.surface.paint(palette, (pen) => {
      paintFrequency(pen, frequency, view.alive[mask.track.column] ?? null, size, palette, this.locale);
      if (!unit) return;
      const x = unitX(unit.unit, frequency.kept.length, size);
      pen.segments([x, 4, x, height - 22], { stroke: palette.foreground, width: 1, opacity: 0.6 });
    });
  }

  /** The unit over or under the pointer. */
  unitUnder(event: PointerEvent, { column, record }: Track): UnitId {
    const x = event.clientX - this.root.getBoundingClientRect().left;
    const unit = unitAtX(x, record.counts.kept.columns, this.size);
    return { column, unit };
  }
}
