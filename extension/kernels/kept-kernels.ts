import { randomUUID } from 'node:crypto';
import { readdirSync } from 'node:fs';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { FoundRecord, LaunchOptions } from '../../kernel/client/index.js';
import type { Keeping } from '../../protocol/kernel.js';

const IDLE_MINUTES = 2;
const WINDOW = 'epochbook.window';

/** How kernels of this editor outlive its windows, and where they are found again. */
export class KeptKernels {
  /** Of this user and editor, whatever folder a window has open. */
  private readonly registry: string;

  constructor(
    private readonly context: Pick<vscode.ExtensionContext, 'globalStorageUri' | 'workspaceState'>,
  ) {
    this.registry = path.join(context.globalStorageUri.fsPath, 'kernels');
  }

  /** How long the kernel of a notebook waits for a window to come back; undefined where it ends with its window. */
  keeping(notebook: vscode.NotebookDocument): Keeping | undefined {
    const setting = vscode.workspace.getConfiguration('epochbook', notebook.uri).get('keepKernelMinutes');
    const minutes = typeof setting === 'number' && setting >= 0 ? setting : 30;
    if (minutes === 0) return undefined;
    return { busyMs: minutes * 60_000, idleMs: Math.min(minutes, IDLE_MINUTES) * 60_000 };
  }

  launch(notebook: vscode.NotebookDocument): LaunchOptions['keep'] {
    const keeping = this.keeping(notebook);
    return keeping && { ...keeping, registry: this.registry, uri: this.address(notebook.uri) };
  }

  /** What a kernel knows a notebook by: one that is not saved has the name of one in another window. */
  address(uri: vscode.Uri): string {
    if (uri.scheme !== 'untitled') return uri.toString();
    const { workspaceState } = this.context;
    const window = workspaceState.get<string>(WINDOW) ?? randomUUID();
    void workspaceState.update(WINDOW, window);
    return `${uri.toString()}#${window}`;
  }

  /** Whether there may be any: this looks at one folder only. */
  get some(): boolean {
    try {
      return readdirSync(this.registry).length > 0;
    } catch {
      return false;
    }
  }

  /** The kernels that a notebook has had, and what is left of those that have ended. What is left over of others goes. */
  async of(uri: vscode.Uri): Promise<FoundRecord[]> {
    if (!this.some) return [];
    const { readRecords } = await import('../../kernel/client/index.js');
    const address = this.address(uri);
    return readRecords(this.registry).filter(({ record }) => record.notebook === address);
  }
}
