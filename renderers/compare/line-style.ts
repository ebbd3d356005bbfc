import type { ComparePayload } from '../../protocol/index.js';
import type { Palette } from '../drawing/palette.js';
import { areMany } from './model.js';
import { settingColors } from './setting-colors.js';

const dashes = ['', '7 3', '2 3', '9 3 2 3', '4 2', '12 3'];

/** A colour and a dash pattern that together are a run's own; its letter stands at the line's end. */
function lineStyle(index: number, palette: Palette): { color: string; dash: string } {
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

/** How the lines of a run are drawn. */
export interface RunLook {
  color: string;
  dash: string;
  opacity: number;
}

/**
 * How the lines of each run are drawn. Many runs have the colours of the setting that they differ in, or else one quiet colour,
 * from which the best stands out.
 */
export function runLooks(
  payload: ComparePayload,
  best: number,
  palette: Palette,
): (index: number) => RunLook {
  if (!areMany(payload)) return (index) => ({ ...lineStyle(index, palette), opacity: 1 });
  const scale = settingColors(payload, palette);
  const quiet = scale ? 0.8 : palette.highContrast ? 0.4 : 0.35;
  return (index) => ({
    color: scale?.colors[index] ?? (index === best ? palette.best : palette.muted),
    dash: '',
    opacity: index === best ? 1 : quiet,
  });
}
