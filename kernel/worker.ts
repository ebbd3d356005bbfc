import { appendFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import v8 from 'node:v8';
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import {
  type EngineInfo,
  type ExecuteResult,
  type KernelState,
  type MimeBundle,
  TEXT_MIME,
} from '../protocol/index.js';
import { forms } from '../renderers/registry.js';
import { currentLocale, say, setLocale } from '../words/index.js';
import { SharedFlags } from './host/flags.js';
import { OWN_FAILURE, ownThreadFailed } from './host/last-words.js';
import type { FromMain, ToMain, WorkerStart } from './host/messages.js';
import { Debugging } from './worker/debugging.js';
import { EngineHints } from './worker/engine-hints.js';
import { InterruptLadder } from './worker/interrupt-ladder.js';
import { LoopWatch } from './worker/loop-watch.js';
import { MidwayPictures } from './worker/midway-pictures.js';
import { OutputQueue } from './worker/output-queue.js';
import { ProcessStreams } from './worker/process-streams.js';
import { Questions } from './worker/questions.js';
import { Runs } from './worker/runs.js';
import { KernelServer } from './worker/server.js';
import { Survival } from './worker/survival.js';
import { VariableQuestions } from './worker/variable-questions.js';

// The thread that never runs student code: socket, outputs, drawing, run logs, interrupts.

const MEMORY_MS = 500;
/** Between two looks at what came by the files 1 and 2: while there was some, while a cell runs, and else. */
const [BUSY_STREAMS_MS, STREAMS_MS, IDLE_STREAMS_MS] = [10, 30, 200];
/** A kernel that nobody is attached to ends, also where a picture is never drawn. */
const DRAW_MS = 10_000;
/** After the client's own patience, lest its end look like another's. */
const FORCE_MS = 3000;

if (!parentPort) throw new Error('The kernel worker runs as a worker thread of the kernel host.');
const main = parentPort;
const start = workerData as WorkerStart;
const flags = new SharedFlags(start.flags);
const post = (message: ToMain, transfer: readonly MessagePort[] = []): void =>
  main.postMessage(message, transfer);

let state: KernelState = 'starting';
let engine: EngineInfo = { name: 'none', backend: null, label: '' };
let calls = 0;
/** The process ends, and not because somebody has asked for it. */
let ending = false;
const waiting = new Map<number, (result: ExecuteResult) => void>();

const survival = new Survival(start);
const midway = new MidwayPictures((run) => runs.endingOf(run));
const queue = new OutputQueue((cell, op) => {
  midway.hear(cell, op);
  survival.hear(cell, op);
  server.announce({ type: 'output', cell, op });
});
const streams = new ProcessStreams({
  paths: start.streams,
  put: (cell, name, text) => queue.add(cell, { kind: 'stream', name, text }),
  read: (read) => {
    survival.hearRead(read);
    server.announce({ type: 'streams', read });
  },
});
const questions = new Questions({
  flags,
  answers: start.answers,
  announce: (event) => server.announce(event),
  printed: () => queue.drained(),
});
const runs = new Runs({
  folder: start.folder,
  notebook: start.notebook,
  put: (cell, op) => queue.add(cell, op),
  announce: (delta) => server.announce({ type: 'delta', delta }),
  ended: (run) => {
    for (const { cell, id, data } of midway.take(run))
      queue.addPicture(cell, id, () => midway.settled(data), true);
  },
});
const hints = new EngineHints({
  folder: start.folder,
  cli: join(__dirname, '..', 'cli.js'),
  hintOn: start.hintOn,
  isBusy,
  tell: (hint) => server.announce({ type: 'engineHint', hint }),
});
const variables = new VariableQuestions(post, (account) => server.announce({ type: 'tensors', account }));
const cellsFolder = join(dirname(start.log), 'cells');
const debugging = new Debugging(cellsFolder, (on) => post({ type: 'debug', on }));
const loops = new LoopWatch(post, () => debugging.isOpen);
const ladder = new InterruptLadder(flags, post, () => waiting.size > 0);

const server = new KernelServer(
  start.socket,
  start.token,
  {
    owned: ({ locale, keep }) => {
      if (locale) {
        setLocale(locale);
        post({ type: 'locale', locale });
      }
      survival.attached(keep);
    },
    facts: () => ({ pid: process.pid, node: process.versions.node, state, engine }),
    session: () => ({ ...survival.session(questions.current), tensors: variables.accounts }),
    execute: (params) =>
      new Promise((resolve, reject) => {
        if (waiting.size > 0) {
          reject(new Error('A cell is running; the next one has to wait for it.'));
          return;
        }
        // No answer: the client will know more in a moment.
        if (ending) return;
        const call = ++calls;
        waiting.set(call, (result) => {
          survival.end(params.cell, result);
          resolve(result);
        });
        const run = survival.begin(params);
        if (run) server.announce({ type: 'started', run });
        runs.begin(params);
        hints.giveWay();
        ladder.reset();
        flags.clear();
        setState('busy');
        tellMemory();
        post({ type: 'execute', call, params });
      }),
    stay: () => {
      server.announce({ type: 'kept' });
      return {};
    },
    outcome: ({ cell }) => survival.outcome(cell),
    remember: ({ note }) => {
      survival.remember(note);
      return {};
    },
    forget: ({ cells }) => {
      survival.forget(cells);
      return {};
    },
    interrupt: () => {
      debugging.release();
      const result = ladder.interrupt();
      questions.interrupt();
      if (result.stage !== 'nothing') setState('interrupting');
      return result;
    },
    stopRun: ({ run }) => {
      const serial = runs.serialOf(run);
      if (serial === undefined) return { accepted: false };
      flags.stopRun(serial);
      return { accepted: true };
    },
    runState: ({ run }) => runs.state(run),
    showHint: ({ check, place }) => {
      post({ type: 'showHint', check, place });
      return {};
    },
    layers: ({ run }) => runs.layers(run)?.layers ?? null,
    ...variables.handlers,
    engineHint: async () => (await hints.now()) ?? null,
    moved: ({ folder, notebook, uri }) => {
      runs.move(folder, notebook);
      survival.moved(uri, folder);
      return {};
    },
    openDebugger: async () => ({
      address: await debugging.open(),
      folder: cellsFolder,
    }),
    closeDebugger: () => {
      debugging.close();
      return {};
    },
    answer: ({ question, answer }) => ({ accepted: questions.answer(question, answer) }),
    shutdown: () => {
      end();
      survival.remove();
      server.announce({ type: 'shutDown' });
      return {};
    },
  },
  {
    begin: () => debugging.close(),
    afterMs: () => survival.patience(isBusy()),
    end: () => void endAlone(),
  },
);

/** A cell runs, or a `fit` that no cell waits for. */
function isBusy(): boolean {
  return waiting.size > 0 || flags.fits > 0;
}

function setState(next: KernelState): void {
  if (state === next) return;
  state = next;
  server.announce({ type: 'state', state });
}

/** A busy main thread would never read a message: the client, and after it this thread, end the process in any case. */
function end(): void {
  if (ending) throw new Error('The kernel ends already.');
  debugging.close();
  ladder.dispose();
  loops.dispose();
  hints.dispose();
  if (process.platform !== 'win32') rmSync(start.socket, { force: true });
  post({ type: 'shutdown' });
  setTimeout(() => process.kill(process.pid, 'SIGKILL'), FORCE_MS);
}

/** Nobody is attached, and nobody has come back: nobody else will settle the runs of this kernel. */
async function endAlone(): Promise<void> {
  server.close();
  const reason = survival.whyAlone(isBusy());
  runs.lose(reason);
  streams.readAll();
  const patience = new Promise((resolve) => setTimeout(resolve, DRAW_MS));
  try {
    await Promise.race([drawn(), patience]);
    survival.leave(reason);
  } finally {
    end();
  }
}

/** Settles when what was put out so far is drawn and on its way. */
async function drawn(): Promise<void> {
  await runs.settled();
  await queue.drained();
}

async function draw(name: string, payload: unknown): Promise<MimeBundle> {
  try {
    return await midway.settled(await forms(name as never, payload as never, { locale: currentLocale() }));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return {
      [TEXT_MIME]: say(
        `The picture "${name}" cannot be drawn: ${reason}`,
        `"${name}" 그림을 그릴 수 없습니다: ${reason}`,
      ),
    };
  }
}

async function done(message: FromMain & { type: 'done' }): Promise<void> {
  await drawn();
  const resolve = waiting.get(message.call);
  waiting.delete(message.call);
  ladder.reset();
  setState('idle');
  hints.later();
  resolve?.(message.result);
}

async function tellLastWords({ asked, how }: FromMain & { type: 'lastWords' }): Promise<void> {
  ending ||= !asked;
  streams.readAll();
  streams.stop();
  try {
    runs.tellNow();
    await drawn();
    server.announce({ type: 'ending', asked, how });
    await server.drained();
  } finally {
    flags.told();
  }
}

function tellLayers(call: number, id: string | null): void {
  try {
    post({ type: 'toldLayers', call, told: runs.layers(id, true) });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    post({ type: 'toldLayers', call, told: null, reason });
  }
}

main.on('message', hear);

function hear(message: FromMain): void {
  switch (message.type) {
    case 'begin':
      streams.startCell(message.cell, message.at);
      server.announce({ type: 'begin', cell: message.cell });
      break;
    case 'op':
      streams.readTo(message.at);
      queue.add(message.cell, message.op);
      break;
    case 'picture':
      streams.readTo(message.at);
      queue.addPicture(message.cell, message.id, () => draw(message.name, message.payload), message.update);
      break;
    case 'run':
      // Also that of a `fit` which no cell waits for.
      if (message.event.type === 'start') hints.giveWay();
      runs.handle(message.event);
      break;
    case 'askRun':
      post({ type: 'toldRun', call: message.call, run: runs.payload(message.id, message.back) });
      break;
    case 'askStoredRuns':
      void runs.stored().then((stored) => post({ type: 'toldStoredRuns', call: message.call, runs: stored }));
      break;
    case 'askLayers':
      tellLayers(message.call, message.id);
      break;
    case 'engine':
      engine = message.engine;
      server.announce({ type: 'engine', engine });
      break;
    case 'debugged':
      debugging.told(message.on);
      break;
    case 'trained':
      // The time of one that stood still says nothing.
      if (!debugging.isOpen) hints.add(message.trained);
      break;
    case 'tensors':
    case 'toldVariables':
    case 'notOpened':
      variables.hear(message);
      break;
    case 'watch':
      loops.begin(message.watch, message.ms);
      break;
    case 'watched':
      loops.end(message.watch);
      break;
    case 'ask':
      void questions.ask(message.question);
      break;
    case 'withdraw':
      questions.withdraw(message.question);
      break;
    case 'done':
      streams.readTo(message.at);
      streams.endCell();
      void done(message);
      break;
    case 'lastWords':
      void tellLastWords(message);
  }
}

/** What main has said comes before what is read after it. */
function readStreams(): void {
  for (let next = receiveMessageOnPort(main); next; next = receiveMessageOnPort(main))
    hear(next.message as FromMain);
  const found = streams.readAll();
  const pause = found ? BUSY_STREAMS_MS : waiting.size > 0 ? STREAMS_MS : IDLE_STREAMS_MS;
  setTimeout(readStreams, pause).unref();
}
readStreams();

function tellMemory(): void {
  const { heap_size_limit: limitBytes } = v8.getHeapStatistics();
  server.announce({ type: 'memory', rssBytes: process.memoryUsage.rss(), limitBytes });
}

setInterval(() => {
  if (waiting.size > 0) tellMemory();
}, MEMORY_MS).unref();

// Where the main thread is in a busy loop, nobody else can say it.
process.on('uncaughtException', (error: Error) => {
  appendFileSync(start.log, `${ownThreadFailed(error.message)}\n${error.stack}\n`);
  process.exit(OWN_FAILURE);
});

server.listen().then(
  () => {
    survival.listening();
    setState('idle');
  },
  (error: Error) => {
    appendFileSync(start.log, `The kernel cannot listen on ${start.socket}: ${error.message}\n`);
    process.kill(process.pid, 'SIGKILL');
  },
);
