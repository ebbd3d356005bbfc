import type * as v from 'valibot';
import type { Locale } from '../../protocol/index.js';
import type { DataTable } from './data-table.js';
import type { Palette, StillTheme } from './palette.js';

/** What a still picture is drawn with. */
export interface StillOptions {
  locale: Locale;
  /** One of ours, or the colours of the page that the picture is taken from. */
  theme: StillTheme | Palette;
  /** Share of the usual number of points, rows or classes, 0 to 1; lowered until the SVG fits its limit. */
  detail?: number;
}

/**
 * A picture, as the kernel and the picture tests use it: a payload that fits `schema` becomes an SVG and a text account.
 * Pure: no DOM, no clock, no randomness.
 */
export interface Picture<Payload> {
  /** The folder's name, also the NAME in the MIME type. */
  name: string;
  /** The type of the JSON form, where it is not `pictureMime(name)`. */
  mime?: string;
  schema: v.GenericSchema<unknown, Payload>;
  /**
   * The payload thinned until its saved JSON (see `savedBytes`) fits, with a word of it in the reader's language where the
   * payload itself has words; `null` where that cannot be.
   */
  fit(payload: Payload, maxBytes: number, locale?: Locale): Payload | null;
  /**
   * What takes the place of a payload that `fit` cannot make fit: the same picture of sums, computed from all of it; `null`
   * where there is none.
   */
  sum?(payload: Payload, maxBytes: number, locale?: Locale): Promise<Payload | null>;
  /** The JSON form of a payload that fits, where it is not the payload itself. */
  pack?(payload: Payload): unknown;
  /** A complete `<svg>` element with its own width, height, viewBox, title and description. */
  svg(payload: Payload, options: StillOptions): Promise<string>;
  /** The marks of its SVG have labels, which tell their numbers, and keep them where it is saved. */
  labelled?: boolean;
  /** The numbers that it draws, as they were recorded. */
  tables(payload: Payload): DataTable[];
  /** The account in words and numbers. */
  text(payload: Payload, locale: Locale): string;
}
