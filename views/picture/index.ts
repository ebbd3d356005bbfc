import type { ActivationFunction, RendererApi, RendererContext } from 'vscode-notebook-renderer';
import type { FromPicturePage, KeptPicture, ShownPicture, ToPicturePage } from '../../protocol/index.js';
import { inOwnTab, outputItem } from '../../renderers/drawing/own-page.js';
import { element, ensureStyle } from '../../renderers/drawing/page.js';
import { editorLocale, Webview } from '../webview.js';

/** What outlives the page. */
interface PageState {
  shown: ShownPicture | KeptPicture;
  /** The renderer's own. */
  memory?: unknown;
}

/** A tab with one picture: the notebook's own renderer, in a page that gives it what a notebook would. */
const page = new Webview<FromPicturePage, ToPicturePage, PageState>(hear);
const { renderer, mime, shown } = document.body.dataset as { renderer: string; mime: string; shown: string };
const failed = { en: 'The picture cannot be drawn: ', ko: '그림을 그릴 수 없습니다: ' }[editorLocale()];
const place = element('main', {});
const notice = element('p', { role: 'status', hidden: true });
const listeners = new Set<(message: unknown) => void>();
let api: Promise<RendererApi> | undefined;

ensureStyle(
  'epochbook-picture-tab',
  `body { padding: 8px 16px 24px; color: var(--vscode-foreground); background: var(--vscode-editor-background); }
   main { max-width: 1400px; margin: 0 auto; }
   p { font: 13px/20px var(--vscode-font-family, sans-serif); margin: 8px; }`,
);
document.body.append(notice, place);
page.remember({ shown: JSON.parse(shown) });
page.post({ type: 'ready' });

function hear(message: ToPicturePage): void {
  if (message.type === 'draw') void draw(message.payload);
  else if (message.type === 'notice') tell(message.text);
  else if (message.type === 'shown') page.remember({ shown: message.shown });
  // What comes while the renderer is loaded waits for it.
  else
    void api?.then(
      () => pass(message),
      () => undefined,
    );
}

function pass(message: unknown): void {
  for (const listener of listeners) listener(message);
}

function tell(text: string): void {
  notice.hidden = text === '';
  notice.textContent = text;
}

async function draw(payload: unknown): Promise<void> {
  const text = JSON.stringify(payload);
  const item = outputItem('picture', mime, text);
  tell('');
  try {
    api ??= load();
    await (await api).renderOutputItem(item, place, new AbortController().signal);
    document.body.dataset.drawn = String(Number(document.body.dataset.drawn ?? 0) + 1);
  } catch (error) {
    tell(failed + (error instanceof Error ? error.message : String(error)));
  }
}

async function load(): Promise<RendererApi> {
  const { activate } = (await import(renderer)) as { activate: ActivationFunction };
  const context: RendererContext<unknown> = {
    workspace: { isTrusted: true },
    getState: () => page.state.memory as never,
    setState: (memory) => page.remember({ memory }),
    getRenderer: async () => undefined,
    postMessage: (message) => page.post({ type: 'renderer', message }),
    onDidReceiveMessage: (listener) => {
      listeners.add(listener as (message: unknown) => void);
      return { dispose: () => listeners.delete(listener as (message: unknown) => void) };
    },
  };
  const made = await activate(inOwnTab(context));
  if (!made) throw new Error(renderer);
  return made;
}
