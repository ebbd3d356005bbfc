import * as vscode from 'vscode';
import { moveBreakpoints } from '../debugging/move-breakpoints.js';
import type { ChosenNotebooks } from './chosen-notebooks.js';
import type { NotebookKernel } from './notebook-kernel.js';
import type { NotebookKernels } from './notebook-kernels.js';
import { tellFolder } from './tell-folder.js';

/** Milliseconds in which a notebook that is moved, or saved under a name, is there. */
const ON_ITS_WAY = 10_000;
/** Milliseconds without a change after which a notebook that was opened in its new place has its unsaved cells too. */
const QUIET = 400;
const MOST_QUIET = 4000;

/** A notebook with a kernel that will be another document in a moment. */
interface Leaving {
  kernel: NotebookKernel;
  keys: string[];
  /** What its cells are called, in their order. */
  uris: string[];
  timer: NodeJS.Timeout;
  /** Where it will be. */
  to: string;
}

/**
 * To VS Code, a notebook that is saved for the first time, saved under another name, renamed or moved is closed, and another
 * is opened. The kernel, with its variables, the cell at work and its outputs, goes along.
 */
export class FollowNotebook implements vscode.Disposable {
  private readonly leaving = new Map<vscode.NotebookDocument, Leaving>();
  private readonly subscriptions: vscode.Disposable[];

  constructor(
    private readonly kernels: NotebookKernels,
    private readonly chosen: ChosenNotebooks,
  ) {
    this.subscriptions = [
      vscode.workspace.onWillRenameFiles((event) => event.waitUntil(this.willRename(event.files))),
      vscode.workspace.onDidOpenNotebookDocument((notebook) => this.opened(notebook)),
      vscode.workspace.onWillSaveNotebookDocument(({ notebook }) => this.saving(notebook)),
      vscode.workspace.onDidCloseNotebookDocument((notebook) => this.closed(notebook)),
    ];
  }

  dispose(): void {
    for (const subscription of this.subscriptions) subscription.dispose();
    for (const { timer } of this.leaving.values()) clearTimeout(timer);
  }

  /** What is written to a notebook while it is moved keeps its old place open as unsaved. */
  private async willRename(files: readonly { oldUri: vscode.Uri; newUri: vscode.Uri }[]): Promise<void> {
    const held = this.kernels.all().flatMap((kernel) => {
      const to = placeAfter(kernel.notebook.uri, files);
      return to ? [this.leave(kernel, to).kernel.hold()] : [];
    });
    await Promise.all(held);
  }

  private opened(notebook: vscode.NotebookDocument): void {
    for (const [from, leaving] of this.leaving)
      if (leaving.to === notebook.uri.toString() && from !== notebook) void this.follow(from, notebook);
  }

  /** A document without a kernel, just opened, that is saved with the very cells of one that has: "Save As". */
  private saving(notebook: vscode.NotebookDocument): void {
    if (this.kernels.get(notebook)) return;
    const kernel = this.kernels.all().find((each) => isSame(each.notebook, notebook));
    if (kernel && !this.leaving.has(kernel.notebook)) this.leave(kernel, notebook.uri.toString());
  }

  private closed(from: vscode.NotebookDocument): void {
    const leaving = this.leaving.get(from);
    if (!leaving) {
      void this.kernels.close(from);
      return;
    }
    const there = vscode.workspace.notebookDocuments.find(({ uri }) => uri.toString() === leaving.to);
    if (there) void this.follow(from, there);
  }

  private leave(kernel: NotebookKernel, to: string): Leaving {
    const from = kernel.notebook;
    const known = this.leaving.get(from);
    if (known) clearTimeout(known.timer);
    const timer = setTimeout(() => this.stay(from), ON_ITS_WAY);
    const uris = from.getCells().map(({ document }) => document.uri.toString());
    const leaving = { kernel, keys: kernel.keys, uris, timer, to };
    this.leaving.set(from, leaving);
    return leaving;
  }

  /** It did not come to a move. */
  private stay(from: vscode.NotebookDocument): void {
    const leaving = this.leaving.get(from);
    this.leaving.delete(from);
    leaving?.kernel.release();
    if (from.isClosed) void this.kernels.close(from);
  }

  private async follow(from: vscode.NotebookDocument, to: vscode.NotebookDocument): Promise<void> {
    const leaving = this.leaving.get(from);
    if (!leaving) return;
    clearTimeout(leaving.timer);
    this.leaving.delete(from);
    const { kernel, keys, uris } = leaving;
    this.kernels.move(from, to);
    await quiet(to);
    await this.chosen.choose(to);
    if (kernel.notebook !== to || to.isClosed) return;
    kernel.arrive(keys);
    moveBreakpoints(uris, to.getCells());
    await tellFolder(kernel);
  }
}

/** Where a file is after files or folders were renamed; undefined where that does not touch it. */
function placeAfter(
  uri: vscode.Uri,
  files: readonly { oldUri: vscode.Uri; newUri: vscode.Uri }[],
): string | undefined {
  for (const { oldUri, newUri } of files) {
    if (uri.scheme !== oldUri.scheme) continue;
    if (uri.path === oldUri.path) return newUri.toString();
    if (uri.path.startsWith(`${oldUri.path}/`))
      return newUri.with({ path: newUri.path + uri.path.slice(oldUri.path.length) }).toString();
  }
  return undefined;
}

/** The same cells, in two documents. */
function isSame(a: vscode.NotebookDocument, b: vscode.NotebookDocument): boolean {
  const texts = (notebook: vscode.NotebookDocument) =>
    notebook.getCells().map(({ kind, document }) => [kind, document.getText()]);
  return a !== b && a.notebookType === b.notebookType && String(texts(a)) === String(texts(b));
}

/** Settles when a notebook that was just opened has its unsaved cells too, which the editor puts in the place of the saved. */
export async function quiet(notebook: vscode.NotebookDocument): Promise<void> {
  const until = Date.now() + MOST_QUIET;
  let last = Date.now();
  const changes = vscode.workspace.onDidChangeNotebookDocument((event) => {
    if (event.notebook === notebook) last = Date.now();
  });
  try {
    while (Date.now() < until && Date.now() - last < QUIET)
      await new Promise((resolve) => setTimeout(resolve, QUIET / 4));
  } finally {
    changes.dispose();
  }
}
