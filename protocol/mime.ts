/** A JSON value, as nbformat stores it. */
export type Json = string | number | boolean | null | Json[] | { [key: string]: Json };

export type JsonObject = { [key: string]: Json };

/** The value where it is a JSON object; else one without keys, for data that may be anything. */
export const objectOf = (value: unknown): JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {};

/**
 * The alternatives of one notebook output, keyed by MIME type, as nbformat has them: text as a string, JSON types as
 * values, images as base64 strings.
 */
export type MimeBundle = Record<string, Json>;

export const SVG_MIME = 'image/svg+xml';
export const TEXT_MIME = 'text/plain';
/** The standard type of a user's own chart. */
export const VEGA_LITE_MIME = 'application/vnd.vegalite.v5+json';

/** The MIME type of a picture's payload, by the renderer's folder name. */
export const pictureMime = (name: string): string => `application/vnd.epochbook.${name}.v1+json`;

export const isJsonMime = (mime: string): boolean => mime === 'application/json' || mime.endsWith('+json');
export const isTextMime = (mime: string): boolean =>
  mime.startsWith('text/') || mime === SVG_MIME || mime === 'application/javascript';
