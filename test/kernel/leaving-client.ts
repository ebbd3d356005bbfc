import { KernelClient, type LaunchOptions } from '../../kernel/client/index.js';
import type { NumberedEvent } from '../../protocol/index.js';

/** What a client does that is ended from outside when it has come so far. */
export interface Leaving {
  launch: LaunchOptions;
  /** Run one after another; the last one is not waited for, unless `at` is `ended`. */
  cells: string[];
  /** When it says that it can be ended: as the last cell begins, prints this, asks, trains or has ended. */
  at: 'begun' | 'question' | 'training' | 'ended' | { text: string };
}

const isReached = (event: NumberedEvent, at: Leaving['at'], last: string): boolean => {
  if (at === 'question') return event.type === 'question';
  if (at === 'training') return event.type === 'delta';
  if (at === 'begun') return event.type === 'begin' && event.cell === last;
  return (
    typeof at === 'object' &&
    event.type === 'output' &&
    event.op.kind === 'stream' &&
    event.op.text.includes(at.text)
  );
};

// Runs in a process of its own: see `survival.test.ts`.
const { launch, cells, at } = JSON.parse(process.argv[2] ?? '') as Leaving;
const client = await KernelClient.launch(launch);
const last = `c${cells.length}`;
client.onEvent((event) => {
  if (isReached(event, at, last)) console.log('reached');
});
for (const [index, code] of cells.entries()) {
  const order = index + 1;
  await client.execute({ cell: `c${order}`, order, code, language: 'typescript' });
}
if (at === 'ended') console.log('reached');
setInterval(() => {}, 1000);
