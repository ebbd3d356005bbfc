import type { Locale } from '../protocol/index.js';

/** What VS Code gives a page of an extension, once. */
export interface EditorPage<Out, State> {
  postMessage(message: Out): void;
  getState(): State | undefined;
  setState(state: State): void;
}

declare global {
  function acquireVsCodeApi<Out, State>(): EditorPage<Out, State>;
}

/** The language that the extension wrote into the page: the editor's. */
export const editorPageLocale = (): Locale => (document.documentElement.lang === 'ko' ? 'ko' : 'en');
