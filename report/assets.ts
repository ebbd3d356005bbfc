import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import type { PageAssets } from './html.js';

/** What the build has put beside the command line for pages. */
export interface ReportAssets {
  assets: PageAssets;
  /** The names of the pictures that the renderers draw. */
  pictures: string[];
}

/** @param folder `dist/report`. @throws Error where it is not there. */
export function readAssets(folder: string): ReportAssets {
  const read = (name: string): string => readFileSync(join(folder, name), 'utf8');
  const renderers = read('renderers.js');
  return {
    assets: {
      script: read('page.js'),
      style: read('page.css'),
      renderers,
      packedRenderers: deflateRawSync(renderers, { level: 9 }).toString('base64'),
    },
    pictures: JSON.parse(read('pictures.json')) as string[],
  };
}
