import type { Locator } from 'playwright-core';
import { until } from './until.js';
import type { EditorWindow } from './window.js';

/** "Open a Lesson" as a student goes through it: the command palette, the list of lessons, the folder. */
export class LessonPicker {
  private constructor(private readonly window: EditorWindow) {}

  /** Runs the command by its title, from the command palette. */
  static async open(window: EditorWindow, title: string): Promise<LessonPicker> {
    await window.startCommand('workbench.action.showCommands');
    const picker = new LessonPicker(window);
    await picker.input.fill(`>${title}`);
    await picker.row(title).click();
    return picker;
  }

  /** What something else has opened. */
  static opened(window: EditorWindow): LessonPicker {
    return new LessonPicker(window);
  }

  /** The box in which VS Code asks. */
  get box(): Locator {
    return this.window.page.locator('.quick-input-widget:visible');
  }

  private get input(): Locator {
    return this.box.locator('.quick-input-filter input, .quick-input-box input').first();
  }

  /** The heading of what is asked now. */
  get heading(): Locator {
    return this.box.locator('.quick-input-title');
  }

  /** A line of the list. */
  row(text: string | RegExp): Locator {
    return this.box.locator('.quick-input-list-entry', { hasText: text }).first();
  }

  /** Chooses a line, in sight or not: its words are typed first, as the list holds only the lines that it shows. */
  async choose(text: string): Promise<void> {
    await this.input.fill(text);
    await this.row(text).click();
  }

  /** All lines of the list, as they are read aloud. A long one is gone through by pages. */
  async rows(): Promise<string[]> {
    const rows = new Map<number, string>();
    const readAll = async () => {
      const shown = await this.box.locator('.monaco-list-row').evaluateAll((elements) =>
        elements.map((row) => ({
          index: Number(row.getAttribute('data-index')),
          label: row.getAttribute('aria-label') ?? '',
          count: Number(row.getAttribute('aria-setsize')),
        })),
      );
      for (const { index, label } of shown) rows.set(index, label);
      if (rows.size >= (shown[0]?.count ?? 0)) return true;
      await this.window.page.keyboard.press('PageDown');
      return false;
    };
    await until('all lines of the list', readAll, { every: 200 });
    return [...rows].sort(([a], [b]) => a - b).map(([, label]) => label);
  }

  /** Waits for the question with this heading. */
  async asked(heading: string | RegExp): Promise<void> {
    await this.heading.filter({ hasText: heading }).waitFor();
  }

  /** Waits until the box has faded in, for pictures of it. */
  async settled(): Promise<void> {
    const isDone = () =>
      this.box.evaluate((box) =>
        box.getAnimations({ subtree: true }).every((each) => each.playState !== 'running'),
      );
    await until('the box to be drawn', isDone);
  }

  /** Waits for the question whose empty input shows this. */
  async asksWith(placeholder: RegExp): Promise<void> {
    await this.box.getByPlaceholder(placeholder).waitFor();
  }

  /** Answers a question for words. */
  async answer(words: string): Promise<void> {
    await this.input.fill(words);
    await this.input.press('Enter');
  }

  /** Answers the question for the folder. */
  async folder(path: string): Promise<void> {
    const button = this.box.locator('.quick-input-action .monaco-button:visible').first();
    // The box first fills itself with a folder of its own; and while it reads one, its button does nothing.
    const taken = async () => {
      if ((await button.count()) === 0) return true;
      // The box may close between two looks at it.
      const shown = await this.input.inputValue({ timeout: 1000 }).catch(() => undefined);
      if (shown === undefined) return false;
      if (shown !== `${path}/`) await this.input.fill(`${path}/`, { timeout: 1000 }).catch(() => undefined);
      else await button.click({ timeout: 1000 }).catch(() => undefined);
      return false;
    };
    await until('a folder in the box', () => this.input.inputValue());
    await until(`the folder ${path} to be taken`, taken, { every: 500 });
  }

  async cancel(): Promise<void> {
    await this.window.page.keyboard.press('Escape');
  }
}
