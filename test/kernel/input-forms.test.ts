import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { InputAnswer, InputQuestion } from '../../protocol/index.js';
import { TestKernel } from './kernel.js';

let kernel: TestKernel;
let asked: InputQuestion[] = [];
/** Given one after another; none where a question stays open. */
let answers: InputAnswer[] = [];
const line = (text: string): InputAnswer => ({ kind: 'line', text });

beforeAll(async () => {
  kernel = await TestKernel.start();
  kernel.client.onEvent((event) => {
    if (event.type !== 'question') return;
    asked.push(event.question);
    const answer = answers.shift();
    if (answer) void kernel.client.answer(event.question.id, answer);
  });
  await kernel.run("import { input } from 'epochbook';");
});
afterAll(() => kernel.end());
beforeEach(() => {
  asked = [];
  answers = [];
});

describe('a question', () => {
  test.each([
    ["input('Name?')", { form: { kind: 'text' } }, 'Ann', 'Ann'],
    ["input('Name?', { value: '' })", { form: { kind: 'text' }, fallback: '' }, 'x', 'x'],
    [
      "input.number('Rate?', { min: 0, max: 1, value: 0.01 })",
      { form: { kind: 'number', min: 0, max: 1 }, fallback: '0.01' },
      '.5',
      '0.5',
    ],
    [
      "input.choice('Which?', [1, 2, 3], { value: 2 })",
      { form: { kind: 'choice', options: ['1', '2', '3'] }, fallback: '2' },
      '3',
      '3',
    ],
    [
      "input.choice('Sure?', [true, false])",
      { form: { kind: 'choice', options: ['true', 'false'] } },
      'false',
      'false',
    ],
    [
      "input.slider('Keep')",
      { form: { kind: 'slider', min: 0, max: 1, step: 0.01 }, fallback: '0.5' },
      '0.07',
      '0.07',
    ],
    [
      "input.slider('Size', { min: 16, max: 256, step: 16 })",
      { form: { kind: 'slider', min: 16, max: 256, step: 16 }, fallback: '144' },
      '32',
      '32',
    ],
  ])('%s tells its form, and gives the answer as what it is', async (code, facts, answer, value) => {
    answers = [line(answer)];
    const ran = await kernel.run(`await ${code}`);
    expect(asked).toMatchObject([{ ...facts, reads: 'line', prompt: code.split("'")[1] }]);
    expect(ran.value).toBe(value);
    expect(ran.text).toBe(`${code.split("'")[1]} ${answer}\n`);
  });

  test.each([
    ["input('')", /TypeError: input: the first argument is the question/],
    ["input.choice('Which?', [])", /TypeError: input\.choice: the second argument is the options/],
    [
      "input.number('n?', { min: 2, max: 1 })",
      /RangeError: input\.number: min \(2\) must be below max \(1\)/,
    ],
    [
      "input.number('n?', { max: 1, value: 2 })",
      /RangeError: input\.number: value: "2" is no answer to "n\?": it must be 1 or less/,
    ],
    ["input.number('n?', { maximum: 1 })", /maximum/],
    ["input.slider('s', { step: 0 })", /step/],
    ["input.choice('Which?', ['a'], { value: 'b' })", /RangeError: input\.choice: value: "b" is no answer/],
  ])('%s is refused before anybody is asked', async (code, error) => {
    expect((await kernel.run(`await ${code}`)).error).toMatch(error);
    expect(asked).toEqual([]);
  });
});

test('questions are asked one after another, also those of readline', async () => {
  answers = [line('1'), line('2'), line('3')];
  const { text } =
    await kernel.run(`const rl = require('readline/promises').createInterface({ input: process.stdin, output: process.stdout });
const all = await Promise.all([input('a?'), input('b?'), rl.question('c? ')]);
rl.close();
console.log(all.sort().join());`);
  expect(asked.length).toBe(3);
  expect(text).toContain('1,2,3');
});

test('code that stands still until it has a line is answered first', async () => {
  answers = [];
  const ran = kernel.run(`const first = input('form?');
await new Promise((resolve) => setTimeout(resolve, 50));
const line = require('fs').readFileSync('/dev/stdin', 'utf8').trim();
console.log(line, await first);`);
  await expect.poll(() => asked.length).toBe(2);
  await kernel.client.answer(asked[1]?.id ?? 0, line('still'));
  await expect.poll(() => asked.length).toBe(3);
  await kernel.client.answer(asked[2]?.id ?? 0, { kind: 'end' });
  await expect.poll(() => asked.length).toBe(4);
  expect(asked[3]?.form).toEqual({ kind: 'text' });
  await kernel.client.answer(asked[3]?.id ?? 0, line('form'));
  expect((await ran).text).toContain('still form');
});

test('an interrupt ends the wait, and the question is over', async () => {
  const ran = kernel.run("await input('for ever?')");
  await expect.poll(() => asked.length).toBe(1);
  await kernel.client.interrupt();
  expect((await ran).result.status).toBe('interrupted');
  expect(
    kernel.events.at(-1)?.type === 'questionOver' ||
      kernel.events.some((event) => event.type === 'questionOver' && event.question === asked[0]?.id),
  ).toBe(true);
  answers = [line('again')];
  expect((await kernel.run("await input('again?')")).value).toBe('again');
});

test('a question that is closed is an error that can be caught', async () => {
  answers = [{ kind: 'end' }, { kind: 'end' }];
  expect((await kernel.run("await input('Name?', { value: 'Ann' })")).error).toMatch(
    /InputError: "Name\?" was closed without an answer\. Run the cell again to be asked again\./,
  );
  const caught = await kernel.run("try { await input('Name?') } catch (error) { console.log(error.name) }");
  expect(caught.text).toContain('InputError');
});

test('where nobody can answer, the default stands', async () => {
  answers = [
    { kind: 'refused', reason: 'Nobody is there.' },
    { kind: 'refused', reason: 'Nobody is there.' },
  ];
  expect((await kernel.run("await input.number('n?', { value: 4 })")).value).toBe('4');
  expect((await kernel.run("await input.number('n?')")).error).toMatch(/InputError: Nobody is there\./);
});
