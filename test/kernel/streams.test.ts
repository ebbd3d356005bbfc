import { stripVTControlCharacters } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { NotebookOutput } from '../../kernel/notebook/notebook.js';
import { TestKernel } from './kernel.js';

let kernel: TestKernel;
beforeAll(async () => {
  kernel = await TestKernel.start();
  await kernel.run(PRELUDE);
});
afterAll(() => kernel.end());

const PRELUDE = `import * as fs from 'node:fs';
import * as children from 'node:child_process';
import { once } from 'node:events';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
const inherit = { stdio: 'inherit' };
const node = (code, options = inherit) => children.spawnSync(process.execPath, ['-e', code], options);
const start = (code, options = inherit) => children.spawn(process.execPath, ['-e', code], options);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
fs.writeFileSync('child.js', "console.log('forked')");`;

const streamsOf = (outputs: NotebookOutput[]): string[] =>
  outputs.flatMap((output) =>
    output.output_type === 'stream'
      ? [`${output.name}: ${stripVTControlCharacters(output.text.join(''))}`]
      : [],
  );

const rows: [string, string, string[]][] = [
  [
    'what a child prints stands in its place',
    "console.log('a'); node(\"console.log('b')\"); console.log('c');",
    ['stdout: a\nb\nc\n'],
  ],
  [
    'stdout and stderr of a child, apart',
    'node("console.log(1); console.error(2)"); console.error(3);',
    ['stdout: 1\n', 'stderr: 2\n3\n'],
  ],
  [
    'execSync, execFileSync with inherited streams',
    "children.execSync('echo e1', inherit); children.execFileSync(process.execPath, ['-p', '2'], inherit); console.log('after');",
    ['stdout: e1\n2\nafter\n'],
  ],
  [
    'execSync without options shows the errors of its child',
    "const text1 = children.execSync('echo out && echo err >&2').toString(); console.log(text1);",
    ['stderr: err\n', 'stdout: out\n\n'],
  ],
  [
    'spawn',
    "await once(start(\"console.log('spawned')\"), 'close'); console.log('closed');",
    ['stdout: spawned\nclosed\n'],
  ],
  [
    'fork',
    "await once(children.fork('./child.js'), 'close'); console.log('end');",
    ['stdout: forked\nend\n'],
  ],
  [
    'streams of this process handed to a child',
    "await once(start('console.log(7); console.error(8)', { stdio: ['ignore', process.stdout, process.stderr] }), 'close');",
    ['stdout: 7\n', 'stderr: 8\n'],
  ],
  [
    'a child writes to 2 on both',
    "await once(start('console.log(1); console.error(2)', { stdio: ['ignore', 2, 2] }), 'close');",
    ['stderr: 1\n2\n'],
  ],
  [
    'writeSync, in order',
    "console.log(1); fs.writeSync(1, '2\\n'); console.log(3); fs.writeSync(2, Buffer.from('xx4\\n'), 2, 2);",
    ['stdout: 1\n2\n3\n', 'stderr: 4\n'],
  ],
  [
    'what writeSync gives back',
    "console.log(fs.writeSync(1, '한'), fs.writeSync(1, Buffer.from('abc'), { offset: 1, length: 1 }));",
    ['stdout: 한b3 1\n'],
  ],
  [
    'write and writev of the file 1',
    "await new Promise((resolve) => fs.write(1, 'w\\n', resolve)); await new Promise((resolve) => fs.writev(1, [Buffer.from('v'), Buffer.from('\\n')], resolve)); console.log('x');",
    ['stdout: w\nv\nx\n'],
  ],
  [
    '/dev/stdout and /dev/stderr by name',
    "fs.writeFileSync('/dev/stdout', 'o\\n'); fs.appendFileSync('/dev/stderr', 'e\\n'); const f1 = fs.openSync('/dev/stdout', 'w'); fs.writeSync(f1, 'p\\n'); fs.closeSync(f1); fs.writeSync(1, 'q\\n');",
    ['stdout: o\n', 'stderr: e\n', 'stdout: p\nq\n'],
  ],
  [
    'a child reads no input',
    'node(\'process.stdin.on("end", () => console.log("end")).resume()\');',
    ['stdout: end\n'],
  ],
  [
    'a character cut over two writes',
    "const k1 = Buffer.from('한'); process.stdout.write(k1.subarray(0, 1)); await pause(5); process.stdout.write(k1.subarray(1));",
    ['stdout: 한'],
  ],
  [
    'characters cut at each byte',
    "for (const byte of Buffer.from('가나 😀🇰🇷é')) process.stdout.write(Buffer.from([byte]));",
    ['stdout: 가나 😀🇰🇷é'],
  ],
  [
    'characters cut at each byte by writeSync',
    "for (const byte of Buffer.from('다라 😀')) fs.writeSync(1, Buffer.from([byte]));",
    ['stdout: 다라 😀'],
  ],
  [
    'characters cut at each byte by a child that takes its time',
    "node(\"for (const byte of Buffer.from('마바 😀')) { require('fs').writeSync(1, Buffer.from([byte])); Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 8); }\");",
    ['stdout: 마바 😀'],
  ],
  [
    'the halves of a surrogate pair',
    "process.stdout.write('\\ud83d'); await pause(60); process.stdout.write('\\ude00');",
    ['stdout: 😀'],
  ],
  [
    'two streams cut and mixed',
    "const [o1, e1] = [Buffer.from('한'), Buffer.from('글')]; for (let i = 0; i < 3; i++) { process.stdout.write(o1.subarray(i, i + 1)); process.stderr.write(e1.subarray(i, i + 1)); }",
    ['stdout: 한', 'stderr: 글'],
  ],
  [
    'a character that stays cut',
    "process.stdout.write(Buffer.from('한').subarray(0, 2));",
    ['stdout: \ufffd'],
  ],
  [
    'a character that a child leaves cut',
    "node(\"require('fs').writeSync(1, Buffer.from('x한').subarray(0, 3))\"); undefined",
    ['stdout: x\ufffd'],
  ],
  [
    'encodings of write',
    "process.stdout.write('68c3a9', 'hex'); process.stdout.write('é', 'latin1'); process.stdout.write('aGk=', 'base64');",
    ['stdout: hé\ufffdhi'],
  ],
  [
    'callbacks and the value of write',
    "const r1 = await new Promise((resolve) => { const value = process.stdout.write('w ', 'utf8', () => resolve(value)); }); console.log(r1);",
    ['stdout: w true\n'],
  ],
  [
    'pipe and pipeline into stdout, and cells go on printing',
    "await pipeline(Readable.from(['a', 'b\\n']), process.stdout); Readable.from(['c\\n']).pipe(process.stdout); await pause(50); console.log('d');",
    ['stdout: ab\nc\nd\n'],
  ],
  [
    'end and destroy of stdout',
    "await new Promise((resolve) => process.stdout.end('last\\n', resolve)); process.stdout.destroy(); console.log('still here');",
    ['stdout: last\nstill here\n'],
  ],
  [
    'what stdout tells of itself',
    'console.log(process.stdout.isTTY, process.stdout.columns, process.stdout.getColorDepth() > 1, process.stdout.hasColors(), process.stdout.fd, process.stderr.fd, process.stdout.writable);',
    ['stdout: undefined 80 true true 1 2 true\n'],
  ],
  [
    'a progress bar shows its last state',
    "for (let i = 0; i <= 100; i++) { process.stdout.write('\\r' + i + '%'); if (i % 25 === 0) await pause(40); } console.log();",
    ['stdout: 100%\n'],
  ],
  [
    'a line that readline clears',
    "import * as readline from 'node:readline'; for (const step of ['a long step', 'next', 'end']) { readline.clearLine(process.stdout, 0); readline.cursorTo(process.stdout, 0); process.stdout.write(step); await pause(40); } console.log();",
    ['stdout: end\n'],
  ],
  [
    'a program that replaces write gets what console prints',
    "const w1 = process.stdout.write; let caught1 = ''; process.stdout.write = (chunk) => { caught1 += chunk; return true; }; console.log('caught'); process.stdout.write = w1; console.log('[' + caught1.trim() + ']');",
    ['stdout: [caught]\n'],
  ],
];

describe('standard streams', () => {
  test.each(rows)('%s', async (_, code, expected) => {
    const { outputs, error, result } = await kernel.run(code);
    expect(error).toBeUndefined();
    expect(result.status).toBe('ok');
    expect(streamsOf(outputs)).toEqual(expected);
  });

  test('a child that goes on after its cell goes to the cell that ran last', async () => {
    const first = await kernel.run(
      "const late = start(\"setTimeout(() => console.log('late'), 400)\"); console.log('now');",
    );
    expect(streamsOf(first.outputs)).toEqual(['stdout: now\n']);
    const text = () =>
      kernel.events.flatMap((event) =>
        event.type === 'output' && event.op.kind === 'stream' ? [event.op.text] : [],
      );
    await expect.poll(() => text().at(-1), { timeout: 5000 }).toBe('late\n');
  });

  test('a flood of a child is cut, and its end is kept', async () => {
    const { outputs, result } = await kernel.run(
      "node(\"const line = 'x'.repeat(1023) + '\\\\n'; const many = line.repeat(1024); for (let i = 0; i < 120; i++) require('fs').writeSync(1, many); console.log('the very end')\");",
    );
    expect(result.status).toBe('ok');
    const text = streamsOf(outputs).join('');
    expect(text.length).toBeLessThan(700_000);
    expect(text.includes('Output cut here')).toBe(true);
    expect(/this cell printed (about )?([\d,]+) characters/.exec(text)?.[2]).toBe('125,829,133');
    expect(text.trimEnd().slice(-12)).toBe('the very end');
  });

  test('a thread that floods the file 1 by itself does not stand still', async () => {
    const code =
      "const part = Buffer.alloc(1 << 20, 'y'); for (let i = 0; i < 20; i++) fs.writevSync(1, [part]); 'done'";
    expect((await kernel.run(code)).value).toBe('done');
    expect((await kernel.run('1 + 1')).value).toBe('2');
  });
});
