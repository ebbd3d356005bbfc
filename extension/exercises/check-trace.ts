import type * as vscode from 'vscode';
import type { CheckTrace } from '../../exercises/index.js';
import { pictureMime } from '../../protocol/mime.js';

const CHECK_MIME = pictureMime('check');
const ERROR_MIME = 'application/vnd.code.notebook.error';

const read = new WeakMap<vscode.NotebookCellOutputItem, unknown>();

/** What a check cell shows, as it stands in the notebook: after reopening too. */
export function checkTrace({ outputs, executionSummary }: vscode.NotebookCell): CheckTrace {
  const items = outputs.flatMap((output) => output.items);
  const { executionOrder, success, timing } = executionSummary ?? {};
  const runs = timing !== undefined && success === undefined;
  return {
    payloads: items.filter(({ mime }) => mime === CHECK_MIME).map(payloadOf),
    failed: items.some(({ mime }) => mime === ERROR_MIME),
    ran: executionOrder !== undefined && !runs,
  };
}

function payloadOf(item: vscode.NotebookCellOutputItem): unknown {
  if (!read.has(item)) read.set(item, parsed(item.data));
  return read.get(item);
}

function parsed(data: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(data));
  } catch {
    return undefined;
  }
}
