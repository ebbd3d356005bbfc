import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { useRenderers } from './use-renderers.js';

const harness = useRenderers();
let used: Page;

test('a page is used up: by pointer, media, permissions and what stands in it', async () => {
  const { page } = await harness.open({ width: 500, height: 300, theme: 'dark' });
  used = page;
  await page.emulateMedia({ reducedMotion: 'reduce', colorScheme: 'dark' });
  await page.context().grantPermissions(['clipboard-read']);
  await page.mouse.move(100, 100);
  await page.evaluate(() => {
    document.body.innerHTML = '<div style="width:400px;height:200px">left behind</div>';
    Object.assign(window, { left: true });
    // What is said while a page is left is of no test.
    addEventListener('pagehide', () => console.error('said too late'));
  });
});

test('the next that asks for one gets it, as new', async () => {
  const { page, problems, requests } = await harness.open();
  expect(page).toBe(used);
  const found = await page.evaluate(async () => ({
    width: innerWidth,
    left: 'left' in window,
    text: document.body.innerText,
    theme: document.body.className,
    reduced: matchMedia('(prefers-reduced-motion: reduce)').matches,
    dark: matchMedia('(prefers-color-scheme: dark)').matches,
    clipboard: (await navigator.permissions.query({ name: 'clipboard-read' as PermissionName })).state,
  }));
  expect(found).toEqual({
    width: 820,
    left: false,
    text: '',
    theme: 'vscode-light',
    reduced: false,
    dark: false,
    clipboard: expect.not.stringContaining('granted'),
  });
  const hovered = await page.evaluate(async () => {
    document.body.innerHTML = '<div style="width:400px;height:200px">new</div>';
    for (let frame = 0; frame < 3; frame += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
    return document.querySelector('div')?.matches(':hover');
  });
  expect(hovered).toBe(false);
  expect(problems).toEqual([]);
  expect(requests.filter((url) => url.endsWith('/empty'))).toEqual([]);
});

test('one that holds too much is for one test only', async () => {
  const first = await harness.open({ once: true });
  const second = await harness.open();
  expect(second.page).not.toBe(first.page);
  used = first.page;
});

test('and is closed after it', () => {
  expect(used.isClosed()).toBe(true);
});
