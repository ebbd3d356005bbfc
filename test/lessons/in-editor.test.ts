import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { repository } from '../e2e/artifacts.js';
import { wait } from '../e2e/until.js';
import { useEditor } from '../e2e/use-editor.js';
import type { EditorWindow } from '../e2e/window.js';
import { copyWorkbook, failureOf } from '../e2e/workbooks.js';

// Opens, runs and photographs each lesson from top to bottom in the real editor: npm run workbooks:editor [-- NAME …]. The
// pictures are to be looked at; they are kept in artifacts/e2e/lessons.

const HEIGHT = 2200;
const asked = (process.env.EPOCHBOOK_LESSONS ?? '').split(' ').filter(Boolean);
const lessons = readdirSync(join(repository, 'workbooks', 'en'))
  .filter((file) => /^\d\d-.*\.ipynb$/.test(file))
  .map((file) => file.replace('.ipynb', ''))
  .filter((name) => asked.length === 0 || asked.includes(name));

/** Where the notebook stands, and how far it goes. */
async function scrolledTo(window: EditorWindow): Promise<number> {
  return window.page
    .locator('.notebookOverlay .monaco-list-rows')
    .first()
    .evaluate((rows) => Number.parseFloat(getComputedStyle(rows).top) || 0);
}

/** Turns the wheel until the notebook has moved so far, or moves no more. */
async function scrollBy(window: EditorWindow, distance: number): Promise<number> {
  const start = await scrolledTo(window);
  // However far the wheel is turned at once, the notebook moves by some lines.
  for (let still = 0; still < 3; ) {
    const before = await scrolledTo(window);
    await window.page.mouse.wheel(0, Math.sign(distance) * 200);
    await wait(40);
    const now = await scrolledTo(window);
    still = now === before ? still + 1 : 0;
    if (Math.abs(now - start) >= Math.abs(distance)) break;
  }
  return Math.abs((await scrolledTo(window)) - start);
}

async function photograph(window: EditorWindow, name: string): Promise<number> {
  await window.page.mouse.move(12, HEIGHT / 2);
  await scrollBy(window, -1_000_000);
  for (let page = 1; ; page += 1) {
    // What comes into view is drawn first.
    await wait(1500);
    await window.screenshot(`lessons/${name}-${page}`);
    if ((await scrollBy(window, HEIGHT - 320)) < 10) return page;
  }
}

describe.each(['en', 'ko'] as const)('%s', (locale) => {
  const suite = useEditor(`lessons-${locale}`, {
    locale,
    theme: locale === 'en' ? 'light' : 'dark',
    settings: { 'workbench.activityBar.location': 'hidden', 'workbench.sideBar.visible': false },
  });

  test.each(lessons)('%s', async (name) => {
    const { editor } = suite;
    suite.window = await editor.openWindow({ width: 1100, height: HEIGHT });
    const { window } = suite;
    const path = copyWorkbook(editor.folder, locale, name);
    await window.openWorkbook(path);
    await window.command('workbench.action.closeSidebar');
    expect(failureOf(await window.runAll(path, { timeout: 600_000 }))).toBe('');
    expect(await photograph(window, `${locale}-${name}`)).toBeGreaterThan(2);
  });
});
