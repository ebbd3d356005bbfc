import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { InputAnswer, InputQuestion } from '../../protocol/index.js';
import { TestKernel } from './kernel.js';

let kernel: TestKernel;
let asked: InputQuestion[] = [];
/** Given one after another; the last one for ever. */
let answers: InputAnswer[] = [];

const line = (text: string): InputAnswer => ({ kind: 'line', text });
const END: InputAnswer = { kind: 'end', note: 'It ends here.' };
const refused: InputAnswer = { kind: 'refused', reason: 'Nobody is there.' };

beforeAll(async () => {
  kernel = await TestKernel.start();
  kernel.client.onEvent((event) => {
    if (event.type !== 'question') return;
    asked.push(event.question);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    if (answer) void kernel.client.answer(event.question.id, answer);
  });
});
afterAll(() => kernel.end());
beforeEach(() => {
  asked = [];
  answers = [];
});

const READLINE = "import * as readline from 'node:readline';";
const PROMISES =
  "import * as lines from 'node:readline/promises'; import { stdin, stdout } from 'node:process';";

interface Row {
  name: string;
  code: string;
  answers: InputAnswer[];
  prompts: string[];
  text: string;
}

const rows: Row[] = [
  {
    name: 'a question of readline/promises, as in the documentation of Node',
    code: `${PROMISES}
const rl1 = lines.createInterface({ input: stdin, output: stdout });
const name1 = await rl1.question('Your name? ');
console.log('Hello, ' + name1 + '!');
rl1.close();`,
    answers: [line('Ann')],
    prompts: ['Your name? '],
    text: 'Your name? Ann\nHello, Ann!\n',
  },
  {
    name: 'a question with a callback: the cell goes on until it is answered',
    code: `${READLINE}
const rl2 = readline.createInterface({ input: process.stdin, output: process.stdout });
rl2.question('이름? ', (name) => { console.log('안녕 ' + name); rl2.close(); });
console.log();`,
    answers: [line('민수 😀')],
    prompts: ['이름? '],
    text: '이름? \n민수 😀\n안녕 민수 😀\n',
  },
  {
    name: 'questions one within the other',
    code: `const rl3 = require('readline').createInterface({ input: process.stdin, output: process.stdout });
rl3.question('a? ', (a) => rl3.question('b? ', (b) => { console.log(Number(a) + Number(b)); rl3.close(); }));`,
    answers: [line('2'), line('40')],
    prompts: ['a? ', 'b? '],
    text: 'a? 2\nb? 40\n42\n',
  },
  {
    name: 'a promisified question',
    code: `import { promisify } from 'node:util';
const rl4 = readline.createInterface(process.stdin, process.stdout);
const ask4 = promisify(rl4.question).bind(rl4);
console.log(await ask4('? ') + '!');
rl4.close();`,
    answers: [line('yes')],
    prompts: ['? '],
    text: '? yes\nyes!\n',
  },
  {
    name: 'a promise around a question',
    code: `const rl5 = readline.createInterface({ input: process.stdin, output: process.stdout });
const answer5 = await new Promise((resolve) => rl5.question('How many? ', resolve));
rl5.close();
console.log(answer5.length);`,
    answers: [line('')],
    prompts: ['How many? '],
    text: 'How many? \n0\n',
  },
  {
    name: 'an interface without output still tells what it asks',
    code: `const rl6 = lines.createInterface({ input: stdin });
console.log(await rl6.question('Hidden? '));
rl6.close();`,
    answers: [line('x')],
    prompts: ['Hidden? '],
    text: 'x\nx\n',
  },
  {
    name: 'an interface of an earlier cell: made',
    code: 'const rl7 = lines.createInterface({ input: stdin, output: stdout });',
    answers: [line('never')],
    prompts: [],
    text: '',
  },
  {
    name: 'an interface of an earlier cell: asked',
    code: "console.log([await rl7.question('1? '), await rl7.question('2? ')].join()); rl7.close();",
    answers: [line('a'), line('b')],
    prompts: ['1? ', '2? '],
    text: '1? a\n2? b\na,b\n',
  },
  {
    name: 'an interface beside another one that has been closed',
    code: `const rl7a = lines.createInterface({ input: stdin, output: stdout });
const rl7b = lines.createInterface({ input: stdin, output: stdout });
await rl7b.question('b? ');
rl7b.close();
await rl7a.question('a? ');
rl7a.close();`,
    answers: [line('b'), line('a')],
    prompts: ['b? ', 'a? '],
    text: 'b? b\na? a\n',
  },
  {
    name: 'lines with a prompt, until the interface is closed',
    code: `const rl8 = readline.createInterface({ input: process.stdin, output: process.stdout, prompt: '> ' });
rl8.prompt();
rl8.on('line', (text) => {
  if (text === 'quit') { rl8.close(); return; }
  console.log(text.toUpperCase());
  rl8.prompt();
}).on('close', () => console.log('bye'));
undefined`,
    answers: [line('one'), line('two'), line('quit')],
    prompts: ['> ', '> ', '> '],
    text: '> one\nONE\n> two\nTWO\n> quit\nbye\n',
  },
  {
    name: 'lines until the input ends',
    code: `const rl9 = readline.createInterface({ input: process.stdin });
let sum9 = 0;
for await (const text of rl9) sum9 += Number(text);
console.log(sum9);`,
    answers: [line('1'), line('2'), line('39'), END],
    prompts: ['', '', '', ''],
    text: '1\n2\n39\nIt ends here.\n42\n',
  },
  {
    name: 'stdin that has ended begins anew in the next cell: chunks',
    code: `let all10 = '';
for await (const chunk of process.stdin) all10 += chunk;
console.log(JSON.stringify(all10));`,
    answers: [line('x'), line('y'), { kind: 'end' }],
    prompts: ['', '', ''],
    text: 'x\ny\n"x\\ny\\n"\n',
  },
  {
    name: "on('data') and on('end')",
    code: `process.stdin.setEncoding('utf8');
process.stdin.on('data', (chunk) => console.log('got ' + chunk.trim()));
process.stdin.on('end', () => console.log('end'));
undefined`,
    answers: [line('p'), line('q'), { kind: 'end' }],
    prompts: ['', '', ''],
    text: 'p\ngot p\nq\ngot q\nend\n',
  },
  {
    name: "on('readable') and read()",
    code: `await new Promise((resolve) => {
  process.stdin.on('readable', () => {
    for (let chunk = process.stdin.read(); chunk !== null; chunk = process.stdin.read()) console.log('read ' + chunk);
  });
  process.stdin.on('end', resolve);
});`,
    answers: [line('r'), { kind: 'end' }],
    prompts: ['', ''],
    text: 'r\nread r\n\n',
  },
  {
    name: "once('data')",
    code: `const { once } = await import('node:events');
process.stdout.write('go? ');
const [chunk13] = await once(process.stdin, 'data');
process.stdin.pause();
console.log(String(chunk13).trim());`,
    answers: [line('now')],
    prompts: ['go? '],
    text: 'go? now\nnow\n',
  },
  {
    name: 'readSync of the file 0',
    code: `import * as fs from 'node:fs';
process.stdout.write('n: ');
const buffer14 = Buffer.alloc(3);
let text14 = '';
for (let n = fs.readSync(0, buffer14, 0, 3, null); n > 0 && !text14.includes('\\n'); n = fs.readSync(0, buffer14))
  text14 += buffer14.toString('utf8', 0, n);
console.log(JSON.stringify(text14));`,
    answers: [line('1234'), { kind: 'end' }],
    prompts: ['n: ', ''],
    text: 'n: 1234\n"1234\\n"\n',
  },
  {
    name: 'readFileSync of /dev/stdin',
    code: "console.log(fs.readFileSync('/dev/stdin').toString().trim().split('\\n').map(Number));",
    answers: [line('3'), line('4'), { kind: 'end' }],
    prompts: ['', '', ''],
    text: '3\n4\n[ 3, 4 ]\n',
  },
  {
    name: 'readFileSync of 0, as text',
    code: "console.log(JSON.stringify(fs.readFileSync(0, 'utf8')));",
    answers: [line('한'), { kind: 'end' }],
    prompts: ['', ''],
    text: '한\n"한\\n"\n',
  },
  {
    name: 'readFile with a promise, and with a callback',
    code: `console.log(JSON.stringify(await fs.promises.readFile('/dev/stdin', 'utf8')));
console.log(await new Promise((resolve) => fs.readFile(0, { encoding: 'utf8' }, (_, text) => resolve(text.length))));`,
    answers: [line('a'), { kind: 'end' }, line('bc'), { kind: 'end' }],
    prompts: ['', '', '', ''],
    text: 'a\n"a\\n"\nbc\n3\n',
  },
  {
    name: 'a question whose time is up is withdrawn',
    code: `const rl18 = lines.createInterface({ input: stdin, output: stdout });
try { await rl18.question('quick? ', { signal: AbortSignal.timeout(300) }); } catch (error) { console.log('\\n' + error.name); }
rl18.close();`,
    answers: [],
    prompts: ['quick? '],
    // readline ends the line.
    text: 'quick? \n\nAbortError\n',
  },
  {
    name: 'an input that ends while a question is open: whoever awaits it is told',
    code: `const rl19 = lines.createInterface({ input: stdin, output: stdout });
try { await rl19.question('Age? '); } catch (error) { console.log(error.name + ': ' + error.message); }`,
    answers: [END],
    prompts: ['Age? '],
    text: 'Age? \nIt ends here.\nEndOfInput: The input ended before "Age?" was answered.\n',
  },
  {
    name: 'the end of a question in a program that looks for the end itself',
    code: `const rl20 = readline.createInterface({ input: process.stdin, output: process.stdout });
console.log(await new Promise((resolve) => { rl20.question('? ', resolve); rl20.on('close', () => setTimeout(resolve, 300, 'closed')); }));`,
    answers: [END],
    prompts: ['? '],
    text: '? \nIt ends here.\nclosed\n',
  },
  {
    name: 'a child does not wait for an input that it cannot have',
    code: "console.log(require('child_process').spawnSync('cat', { stdio: ['inherit', 'pipe', 'pipe'] }).stdout.length);",
    answers: [],
    prompts: [],
    text: '0\n',
  },
];

describe('who reads is answered', () => {
  test.each(rows)('$name', async ({ code, answers: given, prompts, text }) => {
    answers = [...given];
    const ran = await kernel.run(code);
    expect(ran.error).toBeUndefined();
    expect(ran.result.status).toBe('ok');
    expect({
      prompts: asked.map(({ prompt }) => prompt),
      text: stripVTControlCharacters(ran.text).replaceAll('\r', ''),
    }).toEqual({ prompts, text });
    for (const question of asked) {
      expect(question.cell).toMatch(/^c\d+$/);
      // The news of a question that is withdrawn may come after that of its cell's end.
      await expect
        .poll(() => kernel.events)
        .toContainEqual(expect.objectContaining({ type: 'questionOver', question: question.id }));
    }
  });

  test('a question needs its line, other readers take lines', async () => {
    answers = [line('a'), line('b'), { kind: 'end' }];
    await kernel.run(
      "const rl30 = lines.createInterface({ input: stdin }); await rl30.question('? '); rl30.close(); fs.readFileSync(0);",
    );
    expect(asked.map(({ reads }) => reads)).toEqual(['line', 'lines', 'lines']);
  });
});

describe('who cannot be answered fails', () => {
  test.each([
    [
      'a question',
      "const q1 = lines.createInterface({ input: stdin, output: stdout });\nawait q1.question('a? ');",
    ],
    [
      'a question with a callback',
      "const q2 = readline.createInterface({ input: process.stdin });\nq2.question('b? ', () => {});",
    ],
    [
      'lines',
      'const q3 = readline.createInterface({ input: process.stdin });\nfor await (const text of q3) text;',
    ],
    ['a listener', "process.stdin.on('data', () => {}); undefined"],
    ['readFileSync', '\nfs.readFileSync(0);'],
  ])('%s', async (_, code) => {
    answers = [refused];
    const { result, error } = await kernel.run(code);
    expect(result.status).toBe('error');
    expect(error).toContain('InputError: Nobody is there.');
    expect(asked).toHaveLength(1);
    answers = [line('x')];
    expect((await kernel.run('await null; 1 + 1')).value).toBe('2');
    expect(asked).toHaveLength(1);
  });

  test('and can ask again later', async () => {
    answers = [line('z')];
    expect((await kernel.run("await q1.question('again? ')")).value).toBe('z');
    await kernel.run('q1.close()');
  });

  test('the line is told', async () => {
    answers = [refused];
    expect((await kernel.run('\nfs.readFileSync(0);')).error).toMatch(/Cell \[\d+\]:2:4/);
    const code = "const q5 = lines.createInterface({ input: stdin });\n\nawait q5.question('? ');";
    expect((await kernel.run(code)).error).toMatch(/Cell \[\d+\]:3:7/);
  });
});

describe('an interrupt', () => {
  test.each([
    ['a question', "const i1 = lines.createInterface({ input: stdin });\nawait i1.question('? ');"],
    [
      'a callback',
      "const i2 = readline.createInterface({ input: process.stdin });\ni2.question('? ', () => {});",
    ],
    ['lines', 'for await (const text of readline.createInterface({ input: process.stdin })) text;'],
    ['a thread that stands still', 'fs.readFileSync(0);'],
    ['a promise around a callback', "await new Promise((resolve) => i2.question('? ', resolve));"],
  ])('ends %s, closes the question, and variables stay', async (_, code) => {
    await kernel.run('const kept = 41;');
    const running = kernel.run(code);
    await expect.poll(() => asked.length).toBe(1);
    await kernel.client.interrupt();
    expect((await running).result.status).toBe('interrupted');
    const id = asked[0]?.id;
    expect(kernel.events).toContainEqual(expect.objectContaining({ type: 'questionOver', question: id }));
    expect(await kernel.client.answer(id ?? 0, line('late'))).toEqual({ accepted: false });
    expect((await kernel.run('kept + 1')).value).toBe('42');
    expect(asked).toHaveLength(1);
  });

  test('after it the same interface asks and is answered', async () => {
    answers = [line('fine')];
    expect((await kernel.run("await i1.question('once more? ')")).value).toBe('fine');
  });
});
