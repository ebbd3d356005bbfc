import type { Palette } from '../drawing/palette.js';

const dashes = ['', '7 3', '2 3', '9 3 2 3', '4 2', '12 3'];

/** A colour and a dash pattern that together are a run's own; its letter stands at the line's end. */
export function lineStyle(index: number, palette: Palette): { color: string; dash: string } {
  const colors = [
    palette.train,
    palette.validation,
    palette.best,
    palette.data,
    palette.bad,
    palette.foreground,
  ];
  const round = Math.floor(index / colors.length);
  return {
    color: colors[index % colors.length] as string,
    dash: dashes[(index + round) % dashes.length] as string,
  };
}
