import { join } from 'node:path';
import { afterAll, afterEach, beforeAll } from 'vitest';
import { fileNameOf } from './artifacts.js';
import type { Editor, EditorOptions } from './editor.js';
import type { Leftover } from './leftover-processes.js';
import { writeNotebook } from './notebook-file.js';
import { giveBack, takeEditor } from './shared-editors.js';
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
 * One window for all tests of a file, of a server and a browser that the files of a process share. After a failed test a
 * screenshot is kept, and at the end of a file with failures the logs; the next file then gets another server. Processes
 * that outlive the window fail the file.
 */
export function useEditor(name: string, options: EditorOptions | (() => EditorOptions) = {}): Suite {
  let editor: Editor | undefined;
  let window: EditorWindow | undefined;
  let failed = false;
  let wanted: EditorOptions = {};

  beforeAll(async () => {
    failed = true;
    wanted = typeof options === 'function' ? options() : options;
    editor = await takeEditor(wanted);
    window = await editor.openWindow();
    failed = false;
  });

  afterEach(async ({ task }) => {
    if (task.result?.state !== 'fail') return;
    failed = true;
    await window?.screenshot(`failed/${name}-${fileNameOf(task.name)}`).catch(() => undefined);
  });

  afterAll(async () => {
    if (!editor) return;
    if (failed) {
      await editor.stop({ keepLogsAs: `failed/${name}-logs` });
      return;
    }
    const leftovers = await editor.leave();
    if (leftovers.length > 0) {
      await editor.stop();
      throw new Error(`Left running: ${leftovers.map(describe).join('; ')}`);
    }
    giveBack(editor, wanted);
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
