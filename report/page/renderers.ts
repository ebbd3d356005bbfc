import type { ActivationFunction } from 'vscode-notebook-renderer';

type Renderers = Readonly<Record<string, { activate: ActivationFunction }>>;

declare global {
  interface Window {
    /** The renderers that the extension ships, by name. */
    epochbookRenderers?: Renderers;
  }
}

let loaded: Promise<Renderers> | undefined;

/**
 * Unpacks the renderers, which the page holds compressed, and runs them as a script that the page's policy knows by its hash.
 *
 * @throws Error where this browser cannot unpack.
 */
export const loadRenderers = (): Promise<Renderers> => {
  loaded ??= load();
  return loaded;
};

async function load(): Promise<Renderers> {
  const packed = atob(document.getElementById('renderers')?.textContent ?? '');
  const bytes = Uint8Array.from(packed, (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  const script = document.createElement('script');
  script.textContent = await new Response(stream).text();
  document.head.append(script);
  script.remove();
  const { epochbookRenderers } = window;
  if (!epochbookRenderers) throw new Error('The renderers did not start.');
  return epochbookRenderers;
}
