import { expect, test } from 'vitest';
import { DeltaQueue, MOST_WAITING } from '../../../extension/delta-queue.js';
import type { RunDelta, ToRenderer } from '../../../protocol/index.js';

const delta = (seq: number) => ({ run: 'a', seq }) as RunDelta;
const seqsOf = (message: ToRenderer | 'state') => {
  if (message === 'state') return 'state';
  if (message.type === 'delta') return [message.delta.seq];
  return message.type === 'deltas' ? message.deltas.map(({ seq }) => seq) : message.type;
};
const turn = () => new Promise((resolve) => setImmediate(resolve));

/** A page that takes a message when it is told to. */
function slowPage() {
  const sent: (ToRenderer | 'state')[] = [];
  const taking: { taken: () => void; gone: (reason: Error) => void }[] = [];
  const take = (message: ToRenderer | 'state') =>
    new Promise<void>((taken, gone) => {
      sent.push(message);
      taking.push({ taken, gone });
    });
  const queue = new DeltaQueue(take, () => take('state'));
  const next = async (act: 'taken' | 'gone' = 'taken') => {
    const first = taking.shift();
    if (act === 'taken') first?.taken();
    else first?.gone(new Error('The editor is gone.'));
    await turn();
  };
  return { queue, next, sent: () => sent.map(seqsOf) };
}

test.each<[string, number[][], unknown[]]>([
  ['one after the other, where the page keeps up', [[1], [2], [3]], [[1], [2], [3]]],
  ['together, what came meanwhile', [[1, 2, 3], [4]], [[1], [2, 3], [4]]],
  ['nothing where nothing came', [[1], [], []], [[1]]],
  [
    'the whole state in place of very many',
    [Array.from({ length: MOST_WAITING + 2 }, (_, at) => at + 1), [9000]],
    [[1], 'state', [9000]],
  ],
])('%s', async (_, rounds, expected) => {
  const page = slowPage();
  for (const seqs of rounds) {
    for (const seq of seqs) page.queue.add(delta(seq));
    await page.next();
  }
  await page.next();
  expect(page.sent()).toEqual(expected);
});

test('a view that went and came back gets what is new', async () => {
  const page = slowPage();
  page.queue.add(delta(1));
  await page.next('gone');
  page.queue.add(delta(2));
  expect(page.sent()).toEqual([[1], [2]]);
});
