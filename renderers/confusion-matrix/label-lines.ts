import { textWidth } from '../drawing/svg.js';

/** A name on a few lines. */
export interface LabelLines {
  lines: string[];
  /** Whether a word had to be cut. */
  broken: boolean;
}

/** A name on at most so many lines of so many pixels: cut between words, else within one; what is left over ends in "…". */
export function labelLines(label: string, size: number, width: number, most: number): LabelLines {
  const lines: string[] = [];
  let broken = false;
  let line = '';
  const fits = (text: string) => textWidth(text, size) <= width;
  for (const word of label.split(/\s+/).filter(Boolean)) {
    const longer = line ? `${line} ${word}` : word;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line) lines.push(line);
    line = '';
    for (const character of word) {
      if (line && !fits(line + character)) {
        lines.push(line);
        line = '';
        broken = true;
      }
      line += character;
    }
    if (lines.length > most) break;
  }
  if (line) lines.push(line);
  if (lines.length <= most) return { lines, broken };
  const last = Array.from(lines[most - 1] ?? '');
  while (last.length > 1 && !fits(`${last.join('')}…`)) last.pop();
  const cut = `${last.join('')}…`;
  return { lines: [...lines.slice(0, most - 1), cut], broken: true };
}
