import { existsSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { checkWritable, type NotebookFile, writeNotebookFile } from '../kernel/notebook/index.js';
import type { HtmlReport } from '../protocol/command-line.js';
import { type Locale, objectOf } from '../protocol/index.js';
import { say } from '../words/index.js';
import { readAssets } from './assets.js';
import { notebookPage } from './notebook-page.js';

export interface WriteOptions {
  /** Path of the notebook. */
  notebook: string;
  /** Path of the page. */
  out: string;
  running: boolean;
  locale: Locale;
  /** `dist/report`. */
  assets: string;
}

/**
 * Known before cells have run, not after an hour.
 *
 * @throws Error where a page cannot be written there.
 */
export function checkPlace(out: string): void {
  const folder = dirname(out);
  if (!existsSync(folder))
    throw new Error(
      say(`There is no folder ${folder} for the page.`, `페이지를 쓸 폴더 ${folder}이(가) 없습니다.`),
    );
  checkWritable(out);
}

/** Writes a notebook as a page, whole or not at all. @throws Error that says why it cannot be written. */
export function writePage(file: NotebookFile, options: WriteOptions): HtmlReport {
  const { assets, pictures } = readAssets(options.assets);
  const page = notebookPage(file, {
    folder: dirname(options.notebook),
    name: basename(options.notebook),
    locale: options.locale,
    pictures,
    assets,
    running: options.running,
    date: new Date(),
  });
  writeNotebookFile(options.out, page.html);
  const cells = Array.isArray(file.raw.cells) ? file.raw.cells : [];
  const outputs = cells.reduce<number>((sum, cell) => {
    const { outputs: list } = objectOf(cell);
    return sum + (Array.isArray(list) ? list.length : 0);
  }, 0);
  return {
    html: options.out,
    bytes: Buffer.byteLength(page.html),
    pictures: page.pictures,
    outputs,
    running: page.running,
    solutions: page.solutions,
  };
}
