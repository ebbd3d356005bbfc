import {
  isJsonMime,
  isTextMime,
  type Json,
  type MimeBundle,
  SVG_MIME,
  TEXT_MIME,
} from '../../protocol/mime.js';

/** One alternative of an output, ready for the editor. */
export type BundleItem =
  | { mime: string; kind: 'json'; value: Json }
  | { mime: string; kind: 'text'; value: string }
  | { mime: string; kind: 'bytes'; value: Uint8Array };

const rank = (mime: string): number => {
  if (mime.startsWith('application/vnd.epochbook.')) return 0;
  if (mime.startsWith('application/vnd.vega')) return 1;
  if (mime === 'text/html') return 2;
  if (mime === SVG_MIME) return 3;
  if (mime.startsWith('image/')) return 4;
  if (mime === TEXT_MIME) return 9;
  return 5;
};

/** A text value as nbformat may have it: one string, or its lines. */
const asText = (value: Json): string => {
  if (typeof value === 'string') return value;
  if (Array.isArray(value) && value.every((line) => typeof line === 'string')) return value.join('');
  return JSON.stringify(value);
};

const isBinaryMime = (mime: string): boolean => /^(image|audio|video)\//.test(mime) && !isTextMime(mime);

/** The alternatives of an output, richest first: our live view, then HTML, still pictures, and text last. */
export function bundleItems(data: MimeBundle): BundleItem[] {
  return Object.entries(data)
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([mime, value]): BundleItem => {
      if (isJsonMime(mime)) return { mime, kind: 'json', value };
      if (isBinaryMime(mime)) return { mime, kind: 'bytes', value: Buffer.from(asText(value), 'base64') };
      return { mime, kind: 'text', value: asText(value) };
    });
}
