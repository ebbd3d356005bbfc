import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import * as esbuild from 'esbuild';
import { NotebookFile } from '../../kernel/notebook/index.js';
import type { Locale } from '../../protocol/index.js';
import { pictureExamples } from '../../renderers/examples.js';
import { forms, type PictureName } from '../../renderers/registry.js';
import type { PageAssets } from '../../report/html.js';
import { notebookPage } from '../../report/notebook-page.js';
import { plainRenderers } from '../../scripts/renderer-bundles.mjs';

const root = join(import.meta.dirname, '../..');
const plain = { bundle: true, format: 'iife', minify: true, target: 'es2023', write: false } as const;

async function bundled(options: esbuild.BuildOptions): Promise<string> {
  const { outputFiles } = await esbuild.build({ ...plain, absWorkingDir: root, ...options });
  return outputFiles?.[0]?.text ?? '';
}

/** What `npm run build` puts into `dist/report`, made of the sources as they are. */
export async function pageAssets(): Promise<PageAssets> {
  const [script, style, renderers] = await Promise.all([
    bundled({ entryPoints: ['report/page/index.ts'] }),
    bundled({ entryPoints: ['report/page/page.css'] }),
    bundled(plainRenderers()),
  ]);
  const packedRenderers = deflateRawSync(renderers, { level: 9 }).toString('base64');
  return { script, style, renderers, packedRenderers };
}

/** An output with the first example of a picture, in all its forms. */
export async function pictureOutput(name: PictureName, example?: string, locale: Locale = 'en') {
  const make = example ? pictureExamples[name][example] : Object.values(pictureExamples[name])[0];
  const data = await forms(name, make?.() as never, { locale });
  return { output_type: 'display_data', data, metadata: { 'image/svg+xml': { alt: `Still of ${name}` } } };
}

export interface CellFile {
  cell_type: string;
  source: string;
  metadata?: object;
  outputs?: object[];
  execution_count?: number;
  attachments?: object;
}

/** Pages of notebooks, each a file of its own. */
export class PageFiles {
  private readonly folder = mkdtempSync(join(tmpdir(), 'epochbook-pages-'));

  constructor(private readonly assets: PageAssets) {}

  /** @returns the path of the page. */
  write(cells: readonly CellFile[], metadata: object = {}): string {
    const text = JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata, cells });
    const { html } = notebookPage(NotebookFile.parse(text, 'made.ipynb'), {
      folder: this.folder,
      name: 'made.ipynb',
      locale: 'en',
      pictures: Object.keys(pictureExamples),
      assets: this.assets,
      running: false,
      date: new Date('2026-03-01T12:00:00Z'),
    });
    const path = join(this.folder, 'made.html');
    writeFileSync(path, html);
    return path;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}
