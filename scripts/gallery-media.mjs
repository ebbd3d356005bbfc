// The pictures of the README, out of stored stills, so that they are what the picture tests keep.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { provideBrowser } from './provide-browser.mjs';
import { repository } from './repository.mjs';
import { SetupError } from './say.mjs';

const chosen = { dropout: 'lecture', 'batch-norm': 'short-training', timeline: 'lecture' };
const LIMIT_KB = 150;

/** Screens are sharp: the largest of these within the limit is taken. */
const scales = [2, 1.75, 1.5, 1.25, 1];

/** Levels of a channel: with fewer, the softened edges of lines and letters compress better; with 16, tints change hue. */
const LEVELS = 26;
const levels = Array.from({ length: LEVELS }, (_, level) => (level / (LEVELS - 1)).toFixed(4)).join(' ');
const fewerColours = `<svg width="0" height="0" style="position:absolute"><filter id="fewer" color-interpolation-filters="sRGB"><feComponentTransfer>${['R', 'G', 'B'].map((channel) => `<feFunc${channel} type="discrete" tableValues="${levels}"/>`).join('')}</feComponentTransfer></filter></svg>`;

/** A still as a PNG, drawn by a browser. */
async function drawn(browser, svg, deviceScaleFactor) {
  const page = await browser.newPage({ deviceScaleFactor, viewport: { width: 1000, height: 1200 } });
  // Letters as wide as those that the stills are laid out for.
  const font = '"Liberation Sans",Arial,Helvetica,sans-serif';
  await page.setContent(
    `<!doctype html><style>body{margin:0}#still{width:fit-content;filter:url(#fewer)}#still svg{display:block;font-family:${font}}</style>${fewerColours}<div id="still">${svg}</div>`,
  );
  const png = await page.locator('#still svg').screenshot();
  await page.close();
  return png;
}

/** Writes `media/NAME.png` for each chosen still. @throws SetupError where one cannot fit the limit. */
export async function makeMedia() {
  const executablePath = await provideBrowser();
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    for (const [picture, example] of Object.entries(chosen)) {
      const svg = readFileSync(join(repository, 'test', 'pictures', picture, `${example}.svg`), 'utf8');
      const file = join(repository, 'media', `${picture}.png`);
      let png;
      let scale;
      for (scale of scales) {
        png = await drawn(browser, svg, scale);
        if (png.length <= LIMIT_KB * 1000) break;
      }
      if (png.length > LIMIT_KB * 1000)
        throw new SetupError(`${file} would be larger than ${LIMIT_KB} kB. Choose a smaller example.`);
      writeFileSync(file, png);
      console.log(`${file}: ${Math.round(png.length / 1000)} kB, ${scale} ×`);
    }
  } finally {
    await browser.close();
  }
}
