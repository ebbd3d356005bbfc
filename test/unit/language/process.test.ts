import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { cases } from './cases.js';
import { ServerProcess } from './server-process.js';

let server: ServerProcess;
beforeEach(() => {
  server = new ServerProcess();
});
afterEach(async () => {
  await server.end();
});

const at = (cell: number, offset: number) => ({ notebook: 'a', cell: `${cell}`, offset });

describe('the language process', () => {
  it('answers as the engine does', async () => {
    const some = cases.filter(
      ({ files, language, offers }, i) => !files && !language && offers && i % 3 === 0,
    );
    expect(some.length).toBeGreaterThan(5);
    for (const { cells, offers, name } of some) {
      const cell = cells.findIndex((text) => text.includes('‸'));
      await server.cells(cells.map((text) => text.replace('‸', '')));
      const found = await server.ask('completions', at(cell, cells[cell]?.indexOf('‸') ?? 0));
      expect(
        found.map((each) => each.name),
        name,
      ).toEqual(expect.arrayContaining(offers ?? []));
    }
  });

  it('keeps the texts of cells that are not sent again', async () => {
    await server.cells(['const a: number = 1;', 'a']);
    const cells = [
      { id: '1', language: 'typescript' as const },
      { id: '0', language: 'typescript' as const },
      { id: '2', language: 'typescript' as const, text: 'a.toFixed()' },
    ];
    await server.ask('update', { notebook: 'a', folder: '/', cells });
    expect((await server.ask('hover', at(2, 0)))?.signature).toBe('const a: number');
  });

  it('tells what it does not know, and goes on', async () => {
    server.write('no JSON');
    server.write('{"id": "x"}');
    await expect(server.ask('nothing' as 'memory', {})).rejects.toThrow('does not know "nothing"');
    await expect(server.ask('hover', at(0, 0))).rejects.toThrow('not open');
    await expect(server.ask('update', { notebook: 'a' } as never)).rejects.toThrow(/folder/);
    await server.cells(['const a = 1;']);
    expect(await server.ask('hover', at(7, 0))).toBeNull();
    expect(await server.ask('hover', at(0, 700))).toBeNull();
    expect((await server.ask('hover', at(0, 6)))?.signature).toBe('const a: 1');
  });

  it('answers at once what is called back', async () => {
    await server.cells(["import * as tf from '@tensorflow/tfjs-node';", 'tf.tensor']);
    const first = server.send('diagnostics', { notebook: 'a' });
    const second = server.send('completions', at(1, 3));
    server.write(JSON.stringify({ cancel: second.id }));
    expect(await second.answer).toEqual({ id: second.id, cancelled: true });
    server.write(JSON.stringify({ cancel: first.id }));
    await first.answer;
    expect((await server.ask('completions', at(1, 3))).length).toBeGreaterThan(100);
  });

  it('tells its memory', async () => {
    expect(await server.ask('memory', {})).toBeGreaterThan(20e6);
  });

  it('speaks Korean', async () => {
    const korean = new ServerProcess('ko');
    await korean.cells(['const a: number = "x";', 'nowhere']);
    const said = await korean.ask('diagnostics', { notebook: 'a' });
    for (const { message } of said) expect(message).toMatch(/[가-힣]/);
    expect(said).toHaveLength(2);
    await korean.end();
  });

  it('ends with its input, and by a kill', async () => {
    expect(await server.end()).toBe(0);
    const other = new ServerProcess();
    await other.cells(['const a = 1;']);
    const closed = once(other.child, 'close');
    other.child.kill('SIGKILL');
    expect((await closed)[1]).toBe('SIGKILL');
  });
});

describe('large notebooks', () => {
  it('500 cells', async () => {
    const cells = Array.from(
      { length: 500 },
      (_, i) => `const value${i} = ${i > 0 ? `value${i - 1} + 1` : 1};`,
    );
    await server.cells([...cells, 'value499']);
    expect((await server.ask('hover', at(500, 3)))?.signature).toBe('const value499: number');
    expect(await server.errors()).toEqual([]);
  });

  it('500 cells that all declare the same name', async () => {
    const cells = Array.from({ length: 500 }, (_, i) => `const value = ${i % 2 ? '"text"' : i};\nvalue;`);
    await server.cells([...cells, 'value']);
    expect((await server.ask('hover', at(500, 3)))?.signature).toBe('const value: "text"');
    expect((await server.ask('hover', at(100, 7)))?.signature).toBe('const value: 100');
    expect(await server.errors()).toEqual([]);
  });

  it('a cell of 20,000 lines', async () => {
    const lines = Array.from({ length: 20_000 }, (_, i) => `const line${i} = { a: ${i}, b: [${i}] };`);
    await server.cells([lines.join('\n'), 'line19999.b', 'const wrong: string = line7.a;']);
    expect((await server.ask('completions', at(1, 10))).map(({ name }) => name)).toEqual(['a', 'b']);
    expect(await server.errors()).toEqual(['2: 2322']);
    await server.cells([`${lines.join('\n')}\nline1.`, 'line19999.b', 'line7.a;']);
    expect(await server.errors()).toEqual(['0: 1003']);
  });

  it('brackets in each other ten thousand deep', async () => {
    await server.cells(['const a = 1;', `${'['.repeat(10_000)}`, 'a']).catch(() => undefined);
    const answer = await server.send('hover', at(2, 0)).answer;
    expect('result' in answer || 'error' in answer).toBe(true);
  });
});
