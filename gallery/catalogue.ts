import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Locale, MAX_JSON_BYTES, pictureMime } from '../protocol/index.js';
import type { Picture } from '../renderers/drawing/picture.js';
import { type PictureName, pictures } from '../renderers/registry.js';
import { type Description, descriptions } from './descriptions.js';
import { shownExamples } from './examples.js';
import type { Theme } from './themes.js';

/** One example as the page shows it. */
export interface Entry {
  picture: PictureName;
  example: string;
  /** The anchor, also the name of its files. */
  id: string;
  title: string;
  line: string | undefined;
  mime: string;
  payload: string;
  /** The stored stills; `light` always, the others where they are kept. */
  stills: { light: string } & Partial<Record<Theme, string>>;
  width: number;
  height: number;
  /** The still's own title. */
  alternative: string;
  account: Record<Locale, string>;
}

export interface Chapter {
  name: PictureName;
  description: Description;
  entries: Entry[];
}

/** Every picture with every example. @param stored the folder of the stored stills. @throws where one is not stored. */
export function catalogue(stored: string): Chapter[] {
  return (Object.keys(pictures) as PictureName[]).map((name) => ({
    name,
    description: descriptions[name],
    entries: Object.entries(shownExamples[name]).map(([example, make]) =>
      entry(name, example, make(), join(stored, name)),
    ),
  }));
}

function entry(name: PictureName, example: string, payload: unknown, folder: string): Entry {
  const picture = pictures[name] as Picture<unknown>;
  const still = (theme: Theme) =>
    join(folder, theme === 'light' ? `${example}.svg` : `${example}.${theme}.svg`);
  const light = still('light');
  if (!existsSync(light))
    throw new Error(`${light} is not stored yet: run UPDATE_PICTURES=1 npm run pictures.`);
  const svg = readFileSync(light, 'utf8');
  const [, width, height, title] =
    /^<svg [^>]*?width="([\d.]+)" height="([\d.]+)"[^>]*><title>(.*?)<\/title>/s.exec(svg) ?? [];
  const id = `${name}.${example}`;
  // As a notebook saves it: thinned to its limit. What is damaged stays as it is.
  const saved = example.startsWith('bad-') ? payload : (picture.fit(payload, MAX_JSON_BYTES) ?? payload);
  const stills: Entry['stills'] = { light };
  for (const theme of ['dark', 'high-contrast'] as const)
    if (existsSync(still(theme))) stills[theme] = still(theme);
  return {
    picture: name,
    example,
    id,
    title: titleOf(example),
    line: descriptions[name].examples[example],
    mime: picture.mime ?? pictureMime(name),
    payload: JSON.stringify(ownRun(saved, id)),
    stills,
    width: Number(width),
    height: Number(height),
    alternative: title ?? '',
    account: { en: picture.text(payload, 'en'), ko: picture.text(payload, 'ko') },
  };
}

/** Pictures of one run share a cursor; examples that happen to name the same run must not. */
function ownRun(payload: unknown, id: string): unknown {
  const own = { ...(payload as Record<string, unknown>) };
  for (const key of ['run', 'id']) if (typeof own[key] === 'string') own[key] = `${own[key]}-${id}`;
  return own;
}

const abbreviations: Record<string, string> = { nan: 'NaN', l2: 'L2' };

function titleOf(example: string): string {
  const words = example
    .replace(/^bad-/, '')
    .split('-')
    .map((word) => abbreviations[word] ?? word)
    .join(' ');
  return words.charAt(0).toUpperCase() + words.slice(1);
}
