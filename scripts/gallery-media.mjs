// The pictures of the README, out of stored stills, so that they are what the picture tests keep.
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { provideBrowser } from './provide-browser.mjs';
import { repository } from './repository.mjs';
import { SetupError, say } from './say.mjs';

const chosen = { dropout: 'lecture', 'batch-norm': 'short-training', timeline: 'lecture' };
const LIMIT_KB = 150;

/** Writes `media/NAME.png` for each chosen still, at twice its size for sharp screens. @throws SetupError over the limit. */
export async function makeMedia() {
  const executablePath = await provideBrowser();
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath, args: ['--no-sandbox', '--disable-gpu'] });
  try {
    const page = await browser.newPage({ deviceScaleFactor: 2, viewport: { width: 1000, height: 1000 } });
    for (const [picture, example] of Object.entries(chosen)) {
      const svg = readFileSync(join(repository, 'test', 'pictures', picture, `${example}.svg`), 'utf8');
      await page.setContent(
        `<!doctype html><body style="margin:0"><style>svg{display:block;font-family:"Segoe UI",system-ui,"Liberation Sans",sans-serif}</style>${svg}</body>`,
      );
      const file = join(repository, 'media', `${picture}.png`);
      await page.locator('svg').screenshot({ path: file });
      const kilobytes = statSync(file).size / 1000;
      say(`${file}: ${kilobytes.toFixed(0)} kB`, `${file}: ${kilobytes.toFixed(0)} kB`);
      if (kilobytes > LIMIT_KB)
        throw new SetupError(`${file} is larger than ${LIMIT_KB} kB. Choose a smaller example.`);
    }
  } finally {
    await browser.close();
  }
}
