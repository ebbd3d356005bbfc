import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { fileNameOf } from './artifacts.js';
import { Editor, type EditorOptions } from './editor.js';
import type { Leftover } from './leftover-processes.js';
import { writeNotebook } from './notebook-file.js';
import type { EditorWindow } from './window.js';

/** What the tests of one file share. */
export interface Suite {
  readonly editor: Editor;
  /** The window that is open now. */
  window: EditorWindow;
  /** Writes a workbook of these cells into the editor's folder, opens it, and gives its path. */
  openCells(name: string, cells: string[], metadata?: Record<string, unknown>): Promise<string>;
}

/**
 * One server, one browser and one window for all tests of a file. After a failed test a screenshot is kept, and at the end of
 * a file with failures the logs. Processes that outlive the server fail the file.
 */
export function useEditor(name: string, options: EditorOptions | (() => EditorOptions) = {}): Suite {
  let editor: Editor | undefined;
  let window: EditorWindow | undefined;
  let failed = false;

  beforeAll(async () => {
    failed = true;
    editor = await Editor.start(typeof options === 'function' ? options() : options);
    window = await editor.openWindow();
    failed = false;
  });

  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    failed = true;
    await window?.screenshot(`failed/${name}-${fileNameOf(task.name)}`).catch(() => undefined);
  });

  afterAll(async () => {
    const leftovers = (await editor?.stop(failed ? { keepLogsAs: `failed/${name}-logs` } : {})) ?? [];
    if (leftovers.length > 0 && !failed)
      throw new Error(`Left running: ${leftovers.map(describe).join('; ')}`);
  });

  return {
    get editor() {
      if (!editor) throw new Error('The editor did not start.');
      return editor;
    },
    get window() {
      if (!window) throw new Error('There is no window.');
      return window;
    },
    set window(next) {
      window = next;
    },
    async openCells(name, cells, metadata) {
      const path = join(this.editor.folder, `${name}.ipynb`);
      writeNotebook(path, cells, metadata);
      await this.window.openWorkbook(path);
      return path;
    },
  };
}

const describe = ({ pid, command }: Leftover) => `${pid} ${command.slice(0, 200)}`;
