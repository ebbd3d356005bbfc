// The pictures of the README, out of stored stills, so that they are what the picture tests keep; and those of the
// walkthrough, drawn anew in both languages.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { withNodeBundle } from './node-bundle.mjs';
import { provideBrowser } from './provide-browser.mjs';
import { repository } from './repository.mjs';
import { SetupError } from './say.mjs';

const chosen = { dropout: 'lecture', 'batch-norm': 'short-training', timeline: 'lecture' };
const LIMIT_KB = 150;
/** They stand beside a few words. */
const WALKTHROUGH_KB = 120;

/** Screens are sharp: the largest of these within the limit is taken. */
const scales = [2, 1.75, 1.5, 1.25, 1];
const walkthroughScales = [1.25, 1, 0.8, 0.65];

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
    `<!doctype html><style>body{margin:0}#still{width:fit-content;filter:url(#fewer)}#still svg{display:block;font-family:${font},"Noto Sans CJK KR"}</style>${fewerColours}<div id="still">${svg}</div>`,
  );
  const png = await page.locator('#still > svg').screenshot();
  await page.close();
  return png;
}

/** Writes a still as `file`, at the largest of the scales within the limit. @throws SetupError where none is. */
async function writeStill(browser, svg, file, sizes, limit) {
  let png;
  let scale;
  for (scale of sizes) {
    png = await drawn(browser, svg, scale);
    if (png.length <= limit * 1000) break;
  }
  if (png.length > limit * 1000)
    throw new SetupError(`${file} would be larger than ${limit} kB. Choose a smaller example.`);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, png);
  console.log(`${file}: ${Math.round(png.length / 1000)} kB, ${scale} ×`);
}

const walkthroughStills = () =>
  withNodeBundle('gallery/walkthrough.ts', async (bundle) =>
    (await import(pathToFileURL(bundle).href)).walkthroughStills(),
  );

/** Writes `media/NAME.png` for each chosen still, and the pictures of the walkthrough. */
export async function makeMedia() {
  const executablePath = await provideBrowser();
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  const media = join(repository, 'media');
  try {
    for (const [picture, example] of Object.entries(chosen)) {
      const svg = readFileSync(join(repository, 'test', 'pictures', picture, `${example}.svg`), 'utf8');
      await writeStill(browser, svg, join(media, `${picture}.png`), scales, LIMIT_KB);
    }
    for (const { path, svg } of await walkthroughStills())
      await writeStill(
        browser,
        svg,
        join(media, 'walkthrough', `${path}.png`),
        walkthroughScales,
        WALKTHROUGH_KB,
      );
  } finally {
    await browser.close();
  }
}
