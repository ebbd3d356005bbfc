import { basename, extname } from 'node:path';
import * as vscode from 'vscode';
import { type FileAnswer, type FileRequest, RENDERER_IDS } from '../protocol/renderer.js';
import { folderOf } from './kernels/launch-options.js';

/** Base64 letters; a picture of 16,000 pixels a side has fewer. */
const LONGEST = 256 * 1024 * 1024;
const KINDS: Record<string, string> = { png: 'PNG', svg: 'SVG', csv: 'CSV' };

/** Shows the picture of an output, by its renderer and its payload, beside the notebook. @throws Error where that cannot be. */
type Keep = (editor: vscode.NotebookEditor, renderer: string, json: string) => unknown;

/**
 * What pictures cannot do from inside their page: asks where to save a file and writes it, copies texts, and keeps a picture in
 * view.
 */
export function pictureFiles(keep: Keep): vscode.Disposable {
  return vscode.Disposable.from(
    ...RENDERER_IDS.map((id) => {
      const messaging = vscode.notebooks.createRendererMessaging(id);
      return messaging.onDidReceiveMessage(({ editor, message }) =>
        answerFileRequest(
          message,
          folderOf(editor.notebook),
          (answer) => messaging.postMessage(answer, editor),
          (json) => keep(editor, id, json),
        ),
      );
    }),
  );
}

/**
 * Does what a picture asks of the editor, if that is what the message is.
 *
 * @param folder Where a file is saved unless the person chooses another place.
 * @param keep Not in a tab that shows a picture already.
 */
export async function answerFileRequest(
  message: unknown,
  folder: string,
  post: (answer: FileAnswer) => unknown,
  keep?: (json: string) => unknown,
): Promise<void> {
  if (!isRequest(message)) return;
  const answer = (rest: Omit<FileAnswer, 'type' | 'ask'>) =>
    void post({ type: 'file', ask: message.ask, ...rest });
  try {
    if (message.type === 'copy') {
      await vscode.env.clipboard.writeText(message.text);
      answer({ outcome: 'copied' });
    } else if (message.type === 'keep') {
      await keep?.(message.json);
      answer({ outcome: keep ? 'kept' : 'cancelled' });
    } else {
      answer({ outcome: 'asked' });
      const path = await save(folder, message);
      answer(path === undefined ? { outcome: 'cancelled' } : { outcome: 'saved', path });
    }
  } catch (error) {
    answer({ outcome: 'failed', reason: error instanceof Error ? error.message : String(error) });
  }
}

/** An output is data from a file: what it asks for is checked. */
function isRequest(message: unknown): message is FileRequest {
  const { type, ask, name, base64, text, json } = (message ?? {}) as Record<string, unknown>;
  if (typeof ask !== 'string') return false;
  if (type === 'copy') return typeof text === 'string' && text.length <= LONGEST;
  if (type === 'keep') return typeof json === 'string' && json.length <= LONGEST;
  return (
    type === 'save' &&
    typeof name === 'string' &&
    basename(name) === name &&
    extname(name).slice(1) in KINDS &&
    typeof base64 === 'string' &&
    base64.length <= LONGEST
  );
}

/** Where it was saved; undefined where the person thought better of it. */
async function save(
  folder: string,
  { name, base64 }: Extract<FileRequest, { type: 'save' }>,
): Promise<string | undefined> {
  const kind = extname(name).slice(1);
  const place = await vscode.window.showSaveDialog({
    defaultUri: vscode.Uri.joinPath(vscode.Uri.file(folder), name),
    filters: { [KINDS[kind] as string]: [kind] },
  });
  if (!place) return undefined;
  await vscode.workspace.fs.writeFile(place, Buffer.from(base64, 'base64'));
  return vscode.workspace.asRelativePath(place);
}
