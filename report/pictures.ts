import { readFileSync, realpathSync, statSync } from 'node:fs';
import { extname, join, sep } from 'node:path';
import { objectOf } from '../protocol/index.js';

const KINDS: Record<string, string> = {
  '.png': 'image/png',
  '.jpg': 'image/jpeg',
  '.jpeg': 'image/jpeg',
  '.gif': 'image/gif',
  '.webp': 'image/webp',
  '.avif': 'image/avif',
  '.svg': 'image/svg+xml',
};
const TYPES = new Set(Object.values(KINDS));
/** A larger file would make the page slow to open. */
const MOST_BYTES = 8 * 1024 * 1024;
const DATA = /^data:(image\/[a-z0-9.+-]+)(?:;charset=[\w-]+)?(;base64)?,/i;

/** Pictures as addresses that hold them. */
export class EmbeddedPictures {
  /** @param folder of the notebook: pictures are read in it and below it, nowhere else. */
  constructor(private readonly folder: string | undefined) {}

  /** The address of a picture that a text names; undefined where it is not to be had, or of no kind that browsers draw. */
  address(source: string, attachments: Readonly<Record<string, unknown>>): string | undefined {
    if (DATA.test(source)) return TYPES.has(DATA.exec(source)?.[1]?.toLowerCase() ?? '') ? source : undefined;
    const attached = /^attachment:(.*)$/s.exec(source)?.[1];
    if (attached !== undefined) {
      const data = objectOf(attachments[decoded(attached)] ?? attachments[attached]);
      for (const [type, value] of Object.entries(data)) {
        const address = pictureAddress(type, value);
        if (address) return address;
      }
      return undefined;
    }
    return /^[a-z][a-z0-9+.-]*:|^\/\//i.test(source) ? undefined : this.ofFile(decoded(source));
  }

  private ofFile(source: string): string | undefined {
    const path = source.replace(/[?#].*$/s, '');
    const type = KINDS[extname(path).toLowerCase()];
    if (this.folder === undefined || !type) return undefined;
    try {
      const folder = realpathSync(this.folder);
      const file = realpathSync(join(folder, path));
      if (!file.startsWith(folder + sep) || !statSync(file).isFile() || statSync(file).size > MOST_BYTES)
        return undefined;
      return `data:${type};base64,${readFileSync(file).toString('base64')}`;
    } catch {
      return undefined;
    }
  }
}

/** The address of a picture as nbformat keeps it: Base64, or the text of an SVG; undefined where it is neither. */
export function pictureAddress(type: string, value: unknown): string | undefined {
  if (!TYPES.has(type)) return undefined;
  const text = Array.isArray(value) ? value.join('') : value;
  if (typeof text !== 'string') return undefined;
  if (type === 'image/svg+xml') return `data:${type};base64,${Buffer.from(text).toString('base64')}`;
  const base64 = text.replace(/\s+/g, '');
  return /^[A-Za-z0-9+/]+={0,2}$/.test(base64) ? `data:${type};base64,${base64}` : undefined;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
