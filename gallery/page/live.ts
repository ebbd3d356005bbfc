import type { ActivationFunction, RendererApi } from 'vscode-notebook-renderer';
import { offlineContext, outputItem } from '../../renderers/drawing/own-page.js';
import { loadPayload } from './payloads.js';

declare global {
  interface Window {
    /** The renderers that the extension ships, by name. */
    epochbookRenderers: Record<string, { activate: ActivationFunction }>;
  }
}

const active = new Map<string, Promise<RendererApi>>();
const drawn = new Set<HTMLElement>();
let round = 0;
let afterDrawing = () => {};

function renderer(name: string): Promise<RendererApi> {
  let found = active.get(name);
  if (!found) {
    const bundle = window.epochbookRenderers[name];
    if (!bundle) throw new Error(`renderers.js holds no renderer "${name}". Make the gallery again.`);
    found = Promise.resolve(bundle.activate(offlineContext())).then((api) => {
      if (!api) throw new Error(`The renderer "${name}" gives nothing to draw with.`);
      return api;
    });
    active.set(name, found);
  }
  return found;
}

async function draw(host: HTMLElement): Promise<void> {
  const { id, picture, mime } = host.dataset as { id: string; picture: string; mime: string };
  const mine = round;
  host.dataset.state = 'drawing';
  host.setAttribute('aria-busy', 'true');
  try {
    const [text, { renderOutputItem }] = await Promise.all([loadPayload(id), renderer(picture)]);
    if (mine !== round) return;
    await renderOutputItem(outputItem(id, mime, text), host, new AbortController().signal);
    if (mine !== round) return;
    host.dataset.state = 'drawn';
    host.style.minHeight = '';
    afterDrawing();
  } catch (error) {
    if (mine !== round) return;
    host.dataset.state = 'failed';
    host.textContent = error instanceof Error ? error.message : String(error);
    console.error(error);
  } finally {
    if (mine === round) host.removeAttribute('aria-busy');
  }
}

const comes = new IntersectionObserver(
  (entries) => {
    for (const { isIntersecting, target } of entries) {
      if (!isIntersecting || !(target instanceof HTMLElement)) continue;
      comes.unobserve(target);
      drawn.add(target);
      void draw(target);
    }
  },
  { rootMargin: '600px 0px' },
);

/** Draws each live view when it comes near the window, and calls back after each. */
export function drawWhenSeen(after: () => void): void {
  afterDrawing = after;
  for (const host of document.querySelectorAll('.live')) comes.observe(host);
}

/** Draws everything anew, for another language, as it comes near again. */
export async function drawAnew(): Promise<void> {
  round += 1;
  for (const api of active.values()) (await api).disposeOutputItem?.();
  active.clear();
  for (const host of drawn) {
    host.style.minHeight = `${host.offsetHeight}px`;
    host.replaceChildren();
    delete host.dataset.state;
    comes.observe(host);
  }
  drawn.clear();
}
