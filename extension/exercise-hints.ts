import * as vscode from 'vscode';
import { CHECK_RENDERER_ID, type HintAsked } from '../protocol/renderer.js';
import type { NotebookKernels } from './kernels/notebook-kernels.js';

/** A hint that is asked for in the picture of a check counts in its kernel, which shows it in each form of the output. */
export function exerciseHints(kernels: NotebookKernels): vscode.Disposable {
  const messaging = vscode.notebooks.createRendererMessaging(CHECK_RENDERER_ID);
  return messaging.onDidReceiveMessage(({ editor, message }) => countHint(kernels, editor.notebook, message));
}

/** Does what a picture of a check asks for, if that is what the message is. Without a kernel the page alone shows the hint. */
export function countHint(
  kernels: NotebookKernels,
  notebook: vscode.NotebookDocument,
  message: unknown,
): void {
  if (!isHintAsked(message)) return;
  kernels
    .get(notebook)
    ?.showHint(message.check, message.place)
    .catch(() => {});
}

/** An output is data from a file: what it asks for is checked. */
function isHintAsked(message: unknown): message is HintAsked {
  const { type, check, place } = (message ?? {}) as Record<string, unknown>;
  return type === 'hint' && typeof check === 'string' && Number.isInteger(place);
}
