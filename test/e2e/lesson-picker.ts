import type { Locator } from 'playwright-core';
import { until } from './until.js';
import type { EditorWindow } from './window.js';

/** "Open a Lesson" as a student goes through it: the command palette, the list of lessons, the folder. */
export class LessonPicker {
  private constructor(private readonly window: EditorWindow) {}

  /** Runs the command by its title, from the command palette. */
  static async open(window: EditorWindow, title: string): Promise<LessonPicker> {
    await window.page.keyboard.press('F1');
    const picker = new LessonPicker(window);
    await picker.input.fill(`>${title}`);
    await picker.row(title).click();
    return picker;
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

  /** All lines of the list, as they are read aloud. */
  async rows(): Promise<string[]> {
    return this.box
      .locator('.monaco-list-row')
      .evaluateAll((rows) => rows.map((row) => row.getAttribute('aria-label') ?? ''));
  }

  /** Waits for the question with this heading. */
  async asked(heading: string | RegExp): Promise<void> {
    await this.heading.filter({ hasText: heading }).waitFor({ timeout: 30_000 });
  }

  /** Waits for the question whose empty input shows this. */
  async asksWith(placeholder: RegExp): Promise<void> {
    await this.box.getByPlaceholder(placeholder).waitFor({ timeout: 30_000 });
  }

  /** Answers the question for the folder. */
  async folder(path: string): Promise<void> {
    const button = this.box.locator('.quick-input-action .monaco-button:visible').first();
    // The box first fills itself with a folder of its own; and while it reads one, its button does nothing.
    const taken = async () => {
      if ((await button.count()) === 0) return true;
      if ((await this.input.inputValue()) !== `${path}/`) await this.input.fill(`${path}/`);
      else await button.click({ timeout: 1000 }).catch(() => undefined);
      return false;
    };
    await until('a folder in the box', () => this.input.inputValue());
    await until(`the folder ${path} to be taken`, taken, { timeout: 20_000, every: 500 });
  }

  async cancel(): Promise<void> {
    await this.window.page.keyboard.press('Escape');
  }
}
