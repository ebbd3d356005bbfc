import { type MimeBundle, SVG_MIME } from './mime.js';

/** What a notebook says beside the data of an output, by MIME type. */
export type OutputMetadata = Record<string, { alt: string }>;

/**
 * The alternative text of an output's still picture, as IPython keeps it: `metadata["image/svg+xml"].alt`. Programs that show the
 * SVG as an image cannot read the title inside of it.
 *
 * @param alt What to say where not the title of the picture.
 */
export function alternativeText(data: MimeBundle, alt?: string): OutputMetadata {
  const svg = data[SVG_MIME];
  const text = alt ?? (typeof svg === 'string' ? titleOf(svg) : undefined);
  return text ? { [SVG_MIME]: { alt: text } } : {};
}

const entities: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", '#39': "'", amp: '&' };

function titleOf(svg: string): string | undefined {
  const [, title] = /^[^<]*<svg\b[^<>]*>\s*<title>([^<]*)<\/title>/.exec(svg) ?? [];
  return title?.replace(/&(#39|[a-z]+);/g, (whole, name: string) => entities[name] ?? whole).trim();
}
