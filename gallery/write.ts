import { copyFileSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Chapter, catalogue } from './catalogue.js';
import { galleryPage, stillPath } from './html.js';

/**
 * Writes the page, the stills and the payloads; the scripts and the style are bundled by `scripts/gallery.mjs`.
 * A payload is a script, as a page from a file may load no other file.
 */
export function writeGallery(folder: string, stored: string): Chapter[] {
  const chapters = catalogue(stored);
  rmSync(folder, { recursive: true, force: true });
  for (const part of ['stills', 'payloads']) mkdirSync(join(folder, part), { recursive: true });
  for (const { id, stills, payload } of chapters.flatMap(({ entries }) => entries)) {
    for (const [theme, file] of Object.entries(stills))
      copyFileSync(file, join(folder, stillPath(id, theme)));
    writeFileSync(
      join(folder, 'payloads', `${id}.js`),
      `epochbookPayload(${JSON.stringify(id)},${JSON.stringify(payload)});\n`,
    );
  }
  writeFileSync(join(folder, 'index.html'), galleryPage(chapters));
  return chapters;
}
