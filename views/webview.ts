import type { Locale } from '../protocol/index.js';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

/** The language of the editor, as the extension has written it into the page. */
export const editorLocale = (): Locale => (document.documentElement.lang.startsWith('ko') ? 'ko' : 'en');

/** The way to the extension, and what the page remembers when it is hidden or loaded anew. */
export class Webview<From, To, State extends object> {
  private readonly api = acquireVsCodeApi();

  constructor(hear: (message: To) => void) {
    addEventListener('message', ({ data }) => hear(data as To));
  }

  post(message: From): void {
    this.api.postMessage(message);
  }

  get state(): Partial<State> {
    const state = this.api.getState();
    return typeof state === 'object' && state !== null ? state : {};
  }

  remember(change: Partial<State>): void {
    this.api.setState({ ...this.state, ...change });
  }
}
