import { resolve } from 'node:path';
import { checkOptions, domains } from '../../engine/options/index.js';
import type { ComparePayload, MimeBundle } from '../../protocol/index.js';
import { TEXT_MIME } from '../../protocol/index.js';
import { libraryContext } from '../context.js';
import type { StoredRun } from '../stored-run.js';
import {
  beginningWords,
  nothingFound,
  outsideNotebook,
  progressWords,
  resultWords,
  wrongFolder,
} from './import-words.js';
import { ImportedLogs } from './imported-logs.js';
import type { LogImportResult } from './running-import.js';

export interface ImportOptions {
  /** Goes on reading what is written into the folder, also by several programs, until the cell is stopped; false by default. */
  follow?: boolean;
}

/** Texts and images that are shown at once; all are in the result. */
const MOST_TEXTS = 4;
const MOST_IMAGES = 6;
const MOST_SHOWN_TEXT = 4000;
const MOST_SHOWN_IMAGE = 512 * 1024;

/**
 * Reads a folder of logs and shows it as it comes; see `runs.import`.
 *
 * @param list gives the stored runs.
 */
export async function importLogs(
  logDir: string,
  options: ImportOptions,
  list: () => Promise<StoredRun[]>,
): Promise<ImportedLogs> {
  if (!domains.text.allows(logDir)) throw wrongFolder();
  checkOptions('runs.import', options, { follow: domains.boolean });
  const { follow = false } = options;
  const { importLogs: begin, display, livePicture } = libraryContext();
  if (!begin || !livePicture) throw outsideNotebook();
  const folder = resolve(logDir);
  const line = display({ [TEXT_MIME]: beginningWords(folder) });
  const say = (text: string): void => line.update({ [TEXT_MIME]: text });
  let picture: { update(payload: unknown): void } | undefined;
  const draw = (comparison: ComparePayload): void => {
    if (picture) picture.update(comparison);
    else picture = livePicture('compare', comparison);
  };
  const { done } = begin(folder, {
    follow,
    hear: ({ progress, comparison }) => {
      say(progressWords(folder, progress));
      if (comparison) draw(comparison);
    },
  });
  const result = await done;
  if (result.progress.files.of === 0 && result.problems.length === 0) throw nothingFound(folder);
  say(resultWords(folder, result));
  if (result.comparison) draw(result.comparison);
  await showRest(result);
  const stored = new Map((await list()).map((run) => [run.id, run]));
  return new ImportedLogs(
    result.runs.flatMap((id) => stored.get(id) ?? []),
    result,
  );
}

/** Histograms, texts and images under the curves, as many as can be looked at. */
async function showRest({ distributions, texts, images }: LogImportResult): Promise<void> {
  const { picture, display } = libraryContext();
  for (const payload of distributions) await picture('distributions', payload);
  for (const { run, tag, step, text } of latest(texts).slice(0, MOST_TEXTS)) {
    const head = `${run} · ${tag} · ${step}`;
    const shown = text.length > MOST_SHOWN_TEXT ? `${text.slice(0, MOST_SHOWN_TEXT)}…` : text;
    display({ 'text/markdown': `**${head}**\n\n${shown}`, [TEXT_MIME]: `${head}\n${shown}` } as MimeBundle);
  }
  const small = latest(images).filter(({ image }) => image.length <= MOST_SHOWN_IMAGE);
  for (const { run, tag, step, image } of small.slice(0, MOST_IMAGES)) {
    const mime = mimeOf(image);
    if (!mime) continue;
    display({ [mime]: Buffer.from(image).toString('base64'), [TEXT_MIME]: `${run} · ${tag} · ${step}` });
  }
}

/** Of each run and tag the last. */
function latest<T extends { run: string; tag: string }>(all: readonly T[]): T[] {
  return [...new Map(all.map((each) => [`${each.run}\n${each.tag}`, each])).values()];
}

/** By the first bytes of the file. */
function mimeOf([first, second]: Uint8Array): string | undefined {
  if (first === 0x89 && second === 0x50) return 'image/png';
  if (first === 0xff && second === 0xd8) return 'image/jpeg';
  return first === 0x47 && second === 0x49 ? 'image/gif' : undefined;
}
