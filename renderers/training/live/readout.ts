import { element } from '../../drawing/page.js';
import type { Palette } from '../../drawing/palette.js';
import type { AccountRow, EpochAccount } from '../epoch-account.js';
import { seriesLook } from '../series.js';
import { swatch } from '../swatch.js';

interface Shown {
  title: string;
  account: EpochAccount;
  /** What happened at the epoch, as sentences. */
  notes: readonly string[];
  palette: Palette;
  /** Whether the chart marks single points. */
  marked: boolean;
}

/** The values of an epoch as a table: a piece of each line, its name as the legend has it, and its value. */
export class Readout {
  private drawn = '';

  constructor(private readonly root: HTMLElement) {}

  show(shown: Shown): void {
    const key = JSON.stringify(shown);
    if (key === this.drawn) return;
    this.drawn = key;
    const { title, account, notes, palette, marked } = shown;
    const row = (picture: Node | string, name: string, value: string) =>
      element('div', {}, element('dt', {}, picture, name), element('dd', {}, value));
    const line = ({ series, name, value }: AccountRow) =>
      row(this.piece(series, palette, marked), name, value);
    this.root.replaceChildren(
      element('strong', {}, title),
      ...account.groups.map(({ title: panel, rows }) =>
        element(
          'div',
          { 'data-panel': panel },
          element('div', { class: 'epb-dock-panel' }, panel),
          element('dl', {}, ...rows.map(line)),
        ),
      ),
      element(
        'dl',
        { class: 'epb-dock-facts' },
        ...account.facts.map(({ name, value }) => row('', name, value)),
      ),
      ...notes.map((note) => element('div', { class: 'epb-dock-note', dir: 'auto' }, note)),
    );
  }

  private piece(series: AccountRow['series'], palette: Palette, marked: boolean): Node {
    const place = element('span', { class: 'epb-dock-piece' });
    if (series) place.innerHTML = swatch(seriesLook(series, palette), marked);
    return place;
  }
}
