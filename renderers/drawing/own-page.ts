import type { OutputItem, RendererContext } from 'vscode-notebook-renderer';

/** An output as VS Code hands it to a renderer, for pages of our own. @param text JSON of its payload. */
export const outputItem = (id: string, mime: string, text: string): OutputItem => ({
  id,
  mime,
  metadata: undefined,
  text: () => text,
  json: () => JSON.parse(text),
  data: () => new TextEncoder().encode(text),
  blob: () => new Blob([text], { type: mime }),
});

/** Says that a renderer draws in a tab of ours, and not in a notebook. */
const OWN_TAB = Symbol.for('epochbook.own-tab');

/** The same context, of a tab of ours. */
export const inOwnTab = <State>(context: RendererContext<State>): RendererContext<State> =>
  Object.assign(context, { [OWN_TAB]: true });

export const isOwnTab = (context: object): boolean => OWN_TAB in context;

/** A context as VS Code gives it, of a page in no editor: nothing can be sent, and what is remembered lasts as long as the page. */
export function offlineContext(): RendererContext<unknown> {
  let state: unknown;
  return {
    workspace: { isTrusted: true },
    getState: () => state as never,
    setState: (value) => {
      state = value;
    },
    getRenderer: async () => undefined,
  };
}
