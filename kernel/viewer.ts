import { type MessagePort, parentPort } from 'node:worker_threads';
import { Opened } from './viewer/opened.js';
import type { ToViewer } from './viewer/parts.js';
import type { FromViewer, ViewerQuestion } from './viewer/questions.js';

// The thread that sorts, filters and counts the values that are looked at: neither cells nor sockets wait for it.

if (!parentPort) throw new Error('The viewer of values runs as a worker thread of the kernel.');
const parent = parentPort;
const opened = new Map<string, Opened>();
/** Values that come in parts, in the place of which the one before is looked at. */
const coming = new Map<string, Opened>();

function take(message: ToViewer): void {
  const { view } = message;
  switch (message.type) {
    case 'begin':
      coming.set(view, new Opened(message.head));
      break;
    case 'tensor':
      coming.get(view)?.tensor(message.values);
      break;
    case 'rows':
      coming.get(view)?.add(message.columns);
      break;
    case 'drop':
      coming.delete(view);
      break;
    case 'end': {
      const whole = coming.get(view);
      coming.delete(view);
      if (!whole) break;
      opened.set(view, whole);
      answer(message.call, () => whole.facts);
    }
  }
}

function ask(question: ViewerQuestion): unknown {
  if (question.method === 'closeValue') {
    opened.delete(question.view);
    coming.delete(question.view);
    return {};
  }
  const value = opened.get(question.view);
  if (!value) throw new Error('This value is not open any more.');
  switch (question.method) {
    case 'valueRows':
      return value.rows(question.params);
    case 'valueStatistics':
      return value.statisticsOf(question.params.column);
    case 'valueImage':
      return value.image(question.params.image);
  }
}

function answer(call: number, make: () => unknown): void {
  try {
    parent.postMessage({ call, result: make() } satisfies FromViewer);
  } catch (error) {
    parent.postMessage({ call, failed: (error as Error).message } satisfies FromViewer);
  }
}

parent.on('message', (message: { port: MessagePort } | { call: number; question: ViewerQuestion }) => {
  if ('port' in message) message.port.on('message', take);
  else answer(message.call, () => ask(message.question));
});
