import { element } from '../../drawing/page.js';
import { textWidth, wrap } from '../../drawing/svg.js';
import { Surface } from './surface.js';

export interface Heading {
  title: string;
  note: string;
  /** Said beside the title so that nobody takes what is drawn for what was. */
  mark?: string;
}

/** One line of a heading. */
export const HEADING_LINE = 16;
const TITLE_SIZE = 12.5;
const NOTE_SIZE = 11;

const titleWidth = ({ title, mark }: Heading): number =>
  textWidth(title, TITLE_SIZE) + (mark ? textWidth(mark, NOTE_SIZE) + 20 : 0);

/** Lines that a heading takes in a panel: the note stands behind the title where it has room there, else under it. */
export function headingLines(heading: Heading, width: number): number {
  if (titleWidth(heading) + textWidth(` · ${heading.note}`, NOTE_SIZE) <= width) return 1;
  return 1 + wrap(heading.note, NOTE_SIZE, width).length;
}

/** One net: its edges, which fade while a unit is marked, the edges of that unit, all units, and a ring around it. */
export class Panel {
  readonly edges = new Surface();
  readonly marks = new Surface();
  readonly units = new Surface();
  private readonly ring = element('div', { class: 'epb-dropout-ring', hidden: true });
  readonly layers = element(
    'div',
    { class: 'epb-dropout-layers' },
    this.edges.root,
    this.marks.root,
    this.units.root,
    this.ring,
  );
  private said = '';
  private readonly heading = element('div', { class: 'epb-dropout-heading' });
  readonly root = element('div', { class: 'epb-dropout-panel' }, this.heading, this.layers);

  resize(width: number, height: number, shown: number): void {
    for (const surface of [this.edges, this.marks, this.units]) surface.resize(width, height);
    this.root.style.width = `${width}px`;
    this.heading.style.maxWidth = `${shown}px`;
  }

  /** Puts the ring around a unit; `null` takes it away. */
  encircle(place: { x: number; y: number; reach: number; round: boolean } | null): void {
    const { ring } = this;
    ring.hidden = !place;
    this.layers.toggleAttribute('data-marked', place !== null);
    if (!place) return;
    const side = Math.max(4, place.reach + 2);
    ring.style.cssText = `left:${place.x - side}px;top:${place.y - side}px;width:${2 * side}px;height:${2 * side}px;border-radius:${place.round ? '50%' : '1px'}`;
  }

  /** @param lines that the headings of all panels take. */
  say(heading: Heading, lines: number): void {
    const said = JSON.stringify([heading, lines]);
    if (said === this.said) return;
    this.said = said;
    const { title, note, mark } = heading;
    this.heading.style.height = `${lines * HEADING_LINE}px`;
    this.heading.toggleAttribute('data-tall', lines > 1);
    this.heading.replaceChildren(
      element('strong', {}, title),
      ...(mark ? [element('em', {}, mark)] : []),
      element('span', {}, lines > 1 ? note : ` · ${note}`),
    );
    this.root.toggleAttribute('data-would', mark !== undefined);
  }
}
