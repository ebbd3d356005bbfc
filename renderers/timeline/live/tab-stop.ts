import type { LaneNodes } from './lane-nodes.js';
import { nextMark, type Place } from './moves.js';

/** Of all marks, one is in the order of the Tab key: the one last visited, else the first. */
export class TabStop {
  private current: Place | null = null;

  constructor(private readonly lanes: LaneNodes) {}

  /**
   * The marks were drawn anew: where the mark last visited is gone, the nearest takes its place.
   * @param focused whether the focus was on a mark, to be given to the nearest.
   */
  keep(focused: () => boolean): void {
    const { lanes } = this;
    const models = lanes.models;
    if (this.current && lanes.node(this.current) === undefined) {
      const had = focused();
      this.current = nextMark(models, this.current, 'nearest');
      if (had && this.current) lanes.node(this.current)?.focus({ preventScroll: true });
    }
    this.current ??= nextMark(models, null, 'nearest');
    if (this.current) lanes.node(this.current)?.setAttribute('tabindex', '0');
  }

  /** Where a key leads from the mark last visited. */
  next(key: string): Place | null {
    return nextMark(this.lanes.models, this.current, key);
  }

  visit(place: Place): void {
    if (this.current) this.lanes.node(this.current)?.setAttribute('tabindex', '-1');
    this.current = place;
    this.lanes.node(place)?.setAttribute('tabindex', '0');
  }
}
