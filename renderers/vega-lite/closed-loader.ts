import type { Loader } from 'vega';
import type { VegaKit } from '../drawing/vega-kit.js';

/** A loader for charts from outside: it loads nothing, and tells the first thing that was asked for. */
export interface ClosedLoader {
  loader: Loader;
  /** The first address that was refused. */
  refused(): string | null;
}

export function closedLoader({ vega }: VegaKit): ClosedLoader {
  let first: string | null = null;
  const refuse = async (uri: string): Promise<never> => {
    first ??= uri;
    throw new Error(`"${uri}" is not loaded.`);
  };
  const loader: Loader = {
    ...vega.loader(),
    load: refuse,
    http: refuse,
    file: refuse,
    // Pictures that lie in the chart itself are data; a link is followed only when a person clicks it.
    async sanitize(uri, options) {
      if (uri.startsWith('data:image/')) return { href: uri };
      if (options?.context === 'href') {
        // A refusal here would be an unhandled rejection inside vega; no address at all makes no link.
        return (/^https?:/i.test(uri) ? { href: uri } : {}) as { href: string };
      }
      return refuse(uri);
    },
  };
  return { loader, refused: () => first };
}
