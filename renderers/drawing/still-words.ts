import type { Palette } from './palette.js';
import { svgText, wrap } from './svg.js';

const SIZE = 11.5;
const LINE = 16;

/** The words of a still from its top on: a heading, and paragraphs that break into lines. */
export class StillWords {
  /** SVG content. */
  body: string;
  /** Where the next line stands. */
  y = 46;

  constructor(
    heading: string,
    private readonly place: { side: number; width: number },
    private readonly palette: Palette,
  ) {
    const style = `font-size="15" font-weight="600" fill="${palette.foreground}"`;
    this.body = svgText(place.side, 26, heading, style);
  }

  /** @param tone `strong` and `bad` stand out. */
  paragraph(words: string, tone: 'plain' | 'quiet' | 'strong' | 'bad' = 'plain'): void {
    const { palette, place } = this;
    const fill = {
      plain: palette.foreground,
      quiet: palette.muted,
      strong: palette.foreground,
      bad: palette.bad,
    };
    const weight = tone === 'strong' || tone === 'bad' ? ' font-weight="600"' : '';
    for (const line of wrap(words, SIZE, place.width - 2 * place.side)) {
      this.body += svgText(place.side, this.y, line, `font-size="${SIZE}"${weight} fill="${fill[tone]}"`);
      this.y += LINE;
    }
  }
}
