import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { expect } from 'vitest';
import { repository } from './artifacts.js';
import { until } from './until.js';
import type { EditorWindow } from './window.js';

const ID = 'epochbook.epochbook#start';

interface Manifest {
  contributes: {
    keybindings: { key: string; command: string }[];
    walkthroughs: { steps: { id: string }[] }[];
  };
}

const read = <T>(file: string): T => JSON.parse(readFileSync(join(repository, file), 'utf8')) as T;

export const manifest = (): Manifest => read('package.json');

/** The walkthrough of the extension in a window of an editor with a language. */
export class Walkthrough {
  private readonly words: Record<string, string>;

  constructor(
    private readonly window: () => EditorWindow,
    locale: 'en' | 'ko' = 'en',
  ) {
    this.words = read(locale === 'en' ? 'package.nls.json' : `package.nls.${locale}.json`);
  }

  /** The names of its steps. */
  get steps(): string[] {
    return manifest().contributes.walkthroughs.flatMap(({ steps }) => steps.map(({ id }) => id));
  }

  step(name: string): Locator {
    return this.page.locator(`[data-step-id="${ID}#${name}"]`);
  }

  /** Opens a step, waits for its picture and looks at its words; gives its button. */
  async open(name: string): Promise<Locator> {
    const window = this.window();
    await window.closeEditors();
    // Beside it the editor leaves out the picture.
    await window.command('workbench.action.closeSidebar');
    await window.startCommand('workbench.action.openWalkthrough', { category: ID, step: name });
    const shown = this.step(name);
    await shown.waitFor();
    await until('the open step', async () => {
      if ((await shown.getAttribute('aria-expanded')) === 'true') return true;
      await shown.locator('.step-title').click({ timeout: 2000 });
      return false;
    });
    expect(await shown.textContent()).toContain(this.words[`walkthrough.${name}.title`]);
    const picture = this.page.locator('.getting-started-media img').first();
    await until('the picture of the step', () =>
      picture.evaluate((image) => (image as HTMLImageElement).naturalWidth > 300),
    );
    expect(await picture.getAttribute('alt')).toBe(this.words[`walkthrough.${name}.alt`]);
    return shown.locator('.monaco-button', { hasText: this.buttonOf(name) }).first();
  }

  /** What stands on the button of a step: its description has it as a link to a command. */
  private buttonOf(name: string): string {
    const [, text = ''] =
      /\[([^\]]+)\]\(command:/.exec(this.words[`walkthrough.${name}.description`] ?? '') ?? [];
    if (!text) throw new Error(`The step ${name} has no button.`);
    return text;
  }

  private get page(): Locator {
    return this.window().page.locator('.gettingStartedContainer:visible');
  }
}
