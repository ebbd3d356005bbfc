import type { ActivationFunction, RendererApi } from 'vscode-notebook-renderer';
import { offlineContext, outputItem } from '../../renderers/drawing/own-page.js';
import { loadRenderers } from './renderers.js';

/** How far below the window a picture is drawn already. */
const AHEAD = '800px 0px';

const active = new Map<string, Promise<RendererApi>>();

function rendererOf(name: string): Promise<RendererApi> {
  let found = active.get(name);
  if (!found) {
    found = loadRenderers().then(async (renderers) => {
      const { activate } = renderers[name] as { activate: ActivationFunction };
      const api = await activate(offlineContext());
      if (!api) throw new Error(name);
      return api;
    });
    active.set(name, found);
  }
  return found;
}

/** Draws the live picture; its still stays for print, and where the payload cannot be drawn. */
async function draw(figure: HTMLElement): Promise<void> {
  const id = `payload-${figure.dataset.payload}`;
  const source = document.getElementById(id);
  const host = figure.querySelector<HTMLElement>('.live');
  if (!source || !host) return;
  const { picture = '', mime = '' } = source.dataset;
  figure.setAttribute('aria-busy', 'true');
  try {
    const { renderOutputItem } = await rendererOf(picture);
    figure.dataset.state = 'drawing';
    await renderOutputItem(
      outputItem(id, mime, source.textContent ?? ''),
      host,
      new AbortController().signal,
    );
    figure.dataset.state = host.querySelector(':scope > p[role=note]:only-child') ? 'refused' : 'drawn';
  } catch (error) {
    figure.dataset.state = 'failed';
    console.error(error);
    const notice = document.querySelector<HTMLElement>('#no-live');
    if (notice) notice.hidden = false;
  } finally {
    figure.removeAttribute('aria-busy');
  }
}

/** Draws each picture when it comes near the window. */
export function drawWhenSeen(): void {
  const comes = new IntersectionObserver(
    (entries) => {
      for (const { isIntersecting, target } of entries) {
        if (!isIntersecting || !(target instanceof HTMLElement)) continue;
        comes.unobserve(target);
        void draw(target);
      }
    },
    { rootMargin: AHEAD },
  );
  for (const figure of document.querySelectorAll('figure.picture')) comes.observe(figure);
}
