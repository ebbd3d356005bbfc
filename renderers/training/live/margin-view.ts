import { element } from '../../drawing/page.js';
import type { Palette } from '../../drawing/palette.js';
import { round } from '../../drawing/svg.js';
import { wordColor } from '../../drawing/word-color.js';
import type { Dot, MarginValue } from '../margin-values.js';
import { LINE } from '../margin-values.js';
import { seriesLook } from '../series.js';

interface Shown {
  title: string;
  values: readonly MarginValue[];
  /** Where the margin begins, and how far down it reaches, in pixels of the chart. */
  left: number;
  bottom: number;
  palette: Palette;
}

const DOT = 3.5;

/** The values of an epoch on the right of the chart, in the place of those of the last one, and dots on the lines. */
export class MarginView {
  readonly root = element('div', { class: 'epb-values', hidden: true });
  readonly dots = element('div', { class: 'epb-dots', hidden: true });
  private drawn = '';

  /** @param chart whose own words in the margin make room. */
  constructor(private readonly chart: HTMLElement) {}

  show({ title, values, left, bottom, palette }: Shown): void {
    this.root.hidden = false;
    const key = JSON.stringify([title, values, left, bottom, palette]);
    if (key === this.drawn) return;
    this.drawn = key;
    this.root.style.left = `${left}px`;
    // The last number of the axis, below, stays.
    this.chart.style.clipPath = `polygon(0 0, ${left - 2}px 0, ${left - 2}px ${bottom + 3}px, 100% ${bottom + 3}px, 100% 100%, 0 100%)`;
    this.root.replaceChildren(
      element('strong', {}, title),
      ...values.map(({ series, lines, y }) => {
        const value = element('div', series ? { 'data-series': series } : {}, lines.join('\n'));
        value.style.top = `${round(y - (lines.length * LINE) / 2)}px`;
        if (series) value.style.color = wordColor(seriesLook(series, palette).color, palette);
        return value;
      }),
    );
  }

  hide(): void {
    this.root.hidden = true;
    this.drawn = '';
    this.chart.style.clipPath = '';
  }

  mark(dots: readonly Dot[], x: number, palette: Palette): void {
    this.dots.hidden = false;
    const circles = dots.map(
      ({ series, y }) =>
        `<circle cx="${round(x)}" cy="${round(y)}" r="${DOT}" stroke-width="1.5" style="fill:${seriesLook(series, palette).color};stroke:${palette.background}"/>`,
    );
    this.dots.innerHTML = `<svg aria-hidden="true">${circles.join('')}</svg>`;
  }

  unmark(): void {
    this.dots.hidden = true;
  }
}
