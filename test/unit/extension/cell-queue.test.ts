import { describe, expect, it } from 'vitest';
import { CellQueue, type Verdict } from '../../../extension/kernels/cell-queue.js';

interface Item {
  name: string;
  end(verdict: Verdict): void;
  fail(error: Error): void;
  ended: Promise<Verdict>;
}

function item(name: string): Item {
  let end = (_: Verdict): void => {};
  let fail = (_: Error): void => {};
  const ended = new Promise<Verdict>((resolve, reject) => {
    end = resolve;
    fail = reject;
  });
  return { name, end: (verdict) => end(verdict), fail: (error) => fail(error), ended };
}

function queue() {
  const log: string[] = [];
  const made = new CellQueue<Item>(
    ({ name, ended }) => {
      log.push(`run ${name}`);
      return ended;
    },
    ({ name }) => log.push(`drop ${name}`),
    (error) => log.push(`failed ${(error as Error).message}`),
  );
  return { log, made };
}
const turn = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));

describe('CellQueue', () => {
  it('runs one item at a time, in the order they came, also from a later call', async () => {
    const { log, made } = queue();
    const [a, b, c] = [item('a'), item('b'), item('c')];
    made.add([a, b]);
    made.add([c]);
    expect(log).toEqual(['run a']);
    a.end('next');
    await turn();
    expect(log).toEqual(['run a', 'run b']);
    b.end('next');
    await turn();
    expect(made.busy).toBe(true);
    c.end('next');
    await turn();
    expect(log).toEqual(['run a', 'run b', 'run c']);
    expect(made.busy).toBe(false);
  });

  it('drops what waits behind an item that stops, and runs what comes after that', async () => {
    const { log, made } = queue();
    const [a, d] = [item('a'), item('d')];
    made.add([a, item('b'), item('c')]);
    a.end('stop');
    await turn();
    expect(log).toEqual(['run a', 'drop b', 'drop c']);
    made.add([d]);
    expect(log.at(-1)).toBe('run d');
  });

  it('goes on after an item that throws', async () => {
    const { log, made } = queue();
    const a = item('a');
    made.add([a, item('b')]);
    a.fail(new Error('broken'));
    await turn();
    expect(log).toEqual(['run a', 'drop b', 'failed broken']);
    made.add([item('c')]);
    expect(log.at(-1)).toBe('run c');
  });

  it('drops the waiting, not the running, when cleared', () => {
    const { log, made } = queue();
    made.add([item('a'), item('b')]);
    made.clear();
    expect(log).toEqual(['run a', 'drop b']);
    expect(made.busy).toBe(true);
  });
});
