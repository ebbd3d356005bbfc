import type { RendererContext } from 'vscode-notebook-renderer';
import type { FileAnswer, FileRequest } from '../../../protocol/index.js';
import { isOwnTab } from '../own-page.js';

/** After so many milliseconds without a word there is nobody. A dialog says at once that it is open. */
const PATIENCE = 5000;

/** What the editor does for a picture: it asks where to save a file, and it has a clipboard for texts. */
export interface EditorFiles {
  save(name: string, data: Blob): Promise<FileAnswer>;
  copy(text: string): Promise<FileAnswer>;
  /** Shows the picture of this payload in a tab beside the notebook; `null` where it is in a tab already. */
  keep: ((payload: unknown) => Promise<FileAnswer>) | null;
}

type Unasked =
  | Omit<Extract<FileRequest, { type: 'save' }>, 'ask'>
  | Omit<Extract<FileRequest, { type: 'copy' }>, 'ask'>
  | Omit<Extract<FileRequest, { type: 'keep' }>, 'ask'>;

/** The way to the editor of a renderer; `null` where the page is in none. */
export function editorFiles(context: RendererContext<unknown>): EditorFiles | null {
  const { postMessage, onDidReceiveMessage } = context;
  if (!postMessage || !onDidReceiveMessage) return null;
  const waiting = new Map<string, (answer: FileAnswer) => void>();
  onDidReceiveMessage((message: unknown) => {
    const answer = message as Partial<FileAnswer> | null;
    if (answer?.type === 'file' && typeof answer.ask === 'string')
      waiting.get(answer.ask)?.(answer as FileAnswer);
  });
  const request = (message: Unasked): Promise<FileAnswer> =>
    new Promise((resolve) => {
      const ask = crypto.getRandomValues(new Uint32Array(2)).join('-');
      const end = (answer: FileAnswer) => {
        clearTimeout(timer);
        waiting.delete(ask);
        resolve(answer);
      };
      const timer = setTimeout(() => end({ type: 'file', ask, outcome: 'silent' }), PATIENCE);
      waiting.set(ask, (answer) => (answer.outcome === 'asked' ? clearTimeout(timer) : end(answer)));
      postMessage({ ...message, ask });
    });
  return {
    save: async (name, data) => request({ type: 'save', name, base64: await base64(data) }),
    copy: (text) => request({ type: 'copy', text }),
    keep: isOwnTab(context) ? null : (payload) => request({ type: 'keep', json: JSON.stringify(payload) }),
  };
}

/** Messages are JSON: bytes travel as text. */
async function base64(data: Blob): Promise<string> {
  const bytes = new Uint8Array(await data.arrayBuffer());
  const CHUNK = 0x8000;
  let binary = '';
  for (let at = 0; at < bytes.length; at += CHUNK)
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(binary);
}
