import { expect } from 'vitest';
import type { Theme } from '../../../gallery/themes.js';
import type { FitPage } from './fit-page.js';
import { compareKnown, type Finding } from './known.js';
import type { Demands } from './page/findings.js';

/**
 * A narrow split view, a view beside the side bar, a laptop's, a large one, a whole screen's. Themes have other strokes and
 * colours, but the same places: each is measured at some of the widths.
 */
const STATES: readonly { width: number; theme: Theme }[] = [
  { width: 400, theme: 'high-contrast' },
  { width: 560, theme: 'light' },
  { width: 700, theme: 'dark' },
  { width: 1280, theme: 'high-contrast' },
  { width: 1920, theme: 'light' },
];
/** The panel's edge counts at these widths. */
const PANEL_WIDTHS = { from: 700, to: 1280 };

/** Measures the outputs of a page in all states, and compares with the findings that are known of the scene. */
export async function measureScene(scene: string, page: FitPage, demands: Demands): Promise<void> {
  const found: Finding[] = [];
  const folder = process.env.EPOCHBOOK_SCREENSHOTS;
  for (const { width, theme } of STATES) {
    await page.show(width, theme);
    const { panel, ...others } = demands;
    const inPanel = panel && width >= PANEL_WIDTHS.from && width <= PANEL_WIDTHS.to;
    const each = await page.measure(inPanel ? demands : others);
    for (const [example, all] of Object.entries(each))
      for (const what of all) found.push({ example, state: String(width), what });
    if (folder) await page.screenshots(folder, `${scene}-${width}-${theme}`);
  }
  const { fresh, mended } = compareKnown(scene, found);
  expect(fresh, `${scene}: text that is cut, overlaps or is out of sight`).toEqual([]);
  expect(mended, `${scene}: mended; take it off with UPDATE_FITS=1`).toEqual([]);
}
