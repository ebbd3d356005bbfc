import { expect, test } from 'vitest';
import { checkExamples } from '../../renderers/check/examples.js';
import { useRenderers } from './use-renderers.js';

const harness = useRenderers();

test('the button shows one hint after the other, tells the editor, and leaves the focus where it is read', async () => {
  const page = await harness.open({ width: 700, height: 700 });
  await page.activate('check');
  await page.render('check', 'a', checkExamples['under-way']?.());
  const host = page.page.locator('#a');
  const button = host.getByRole('button', { name: 'Show the next hint' });
  await button.click();
  expect(await host.innerText()).toContain('Hint 2 Give it patience: 5');
  expect(await host.innerText()).toContain('2 of 3 hints shown');
  await page.page.keyboard.press('Enter');
  // The last one is of a rule that failed, and stands under it.
  expect(await host.locator('li').nth(1).innerText()).toContain('A smaller patience stops earlier.');
  expect(await button.isVisible()).toBe(false);
  expect(await page.page.evaluate(() => document.activeElement?.textContent)).toBe('3 of 3 hints shown');
  expect(await page.sent()).toEqual([
    { type: 'hint', check: 'early-stopping', place: 1 },
    { type: 'hint', check: 'early-stopping', place: 2 },
  ]);
  // Checked again, with all that holds now.
  await page.render('check', 'a', checkExamples.passed?.());
  expect(await host.innerText()).toContain('All 4 rules hold. 5 of 5 points.');
  expect(await host.locator('.epb-check').getAttribute('data-passed')).toBe('true');
});

test('marks are said, not only seen', async () => {
  const page = await harness.open({ language: 'ko' });
  await page.activate('check');
  await page.render('check', 'a', checkExamples['under-way']?.());
  const items = page.page.locator('#a').getByRole('listitem');
  expect(await items.nth(0).textContent()).toContain('통과: 학습에 EarlyStopping');
  expect(await items.nth(1).textContent()).toContain('아직 아님: 학습이 에포크 40 전에 멈춤');
});

test('what is wanted stands behind what was found, and all lines begin at one edge', async () => {
  const page = await harness.open({ width: 900, height: 700 });
  await page.activate('check');
  await page.render('check', 'a', checkExamples['under-way']?.());
  const [late, best] = [1, 2].map((at) => page.page.locator('#a li').nth(at));
  expect(await late?.innerText()).not.toContain('Wanted');
  expect(await best?.locator('[data-kind="found"]').innerText()).toMatch(
    /last weights\s+Wanted those of the best/,
  );
  const left = (selector: string) =>
    page.page.locator(`#a ${selector}`).evaluate((part) => part.getBoundingClientRect().left);
  await page.render('check', 'a', checkExamples['handed-in']?.());
  expect(await left('.epb-check-foot > :not([hidden])')).toBe(await left('.epb-check-foot'));
});
