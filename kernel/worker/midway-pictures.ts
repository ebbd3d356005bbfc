import type { MimeBundle, OutputOp } from '../../protocol/index.js';
import { currentLocale } from '../../words/index.js';
import { settledForms } from '../lost.js';
import type { RunEnding } from '../run-ending.js';
import { shownAsRunning } from '../shown-runs.js';

interface Midway {
  cell: string;
  data: MimeBundle;
}

/**
 * Pictures that were made in the midst of a run, as `show.dropout()` in a callback does: they say that it goes on, and are
 * drawn anew when it has ended.
 */
export class MidwayPictures {
  private readonly shown = new Map<string, Midway>();

  /** @param endingOf How a run ended; undefined while it goes on, and for one of another kernel. */
  constructor(private readonly endingOf: (run: string) => RunEnding | undefined) {}

  /** Hears of each output on its way out. */
  hear(cell: string, op: OutputOp): void {
    if (op.kind === 'remove') this.shown.delete(op.id);
    if (op.kind !== 'display' && op.kind !== 'update') return;
    const midway = shownAsRunning(op.data).length > 0;
    if (midway) this.shown.set(op.id, { cell, data: op.data });
    else this.shown.delete(op.id);
  }

  /** Forgets and gives, with their ids, those that show a run which draws itself no more. */
  take(run: string): (Midway & { id: string })[] {
    const taken = [...this.shown].filter(
      ([id, { data }]) => id !== run && shownAsRunning(data).some((each) => each.id === run),
    );
    for (const [id] of taken) this.shown.delete(id);
    return taken.map(([id, midway]) => ({ id, ...midway }));
  }

  /** The forms of a picture as they are true now: a run may have ended while it was drawn. */
  async settled(data: MimeBundle): Promise<MimeBundle> {
    const endings = new Map<string, RunEnding>();
    for (const { id } of shownAsRunning(data)) {
      const ending = this.endingOf(id);
      if (ending) endings.set(id, ending);
    }
    return endings.size === 0 ? data : settledForms(data, endings, currentLocale());
  }
}
