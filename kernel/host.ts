import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import type {
  EngineChoice,
  ExecuteParams,
  ExecuteResult,
  Locale,
  TrainingEngine,
} from '../protocol/index.js';
import { setLocale } from '../words/index.js';
import { CellRunner } from './host/cell-runner.js';
import { enterFolder } from './host/enter-folder.js';
import { SharedFlags } from './host/flags.js';
import { LastWords, OWN_FAILURE } from './host/last-words.js';
import type { FromMain, ToMain, WorkerStart } from './host/messages.js';
import { streamSizes } from './host/stream-sizes.js';

// The thread that runs student code. Everything that must go on while a cell computes lives in the worker.

interface HostStart {
  socket: string;
  token: string;
  folder: string;
  notebook: string | null;
  engine: EngineChoice;
  locale: Locale;
  lonelyMs: number;
  keep: WorkerStart['keep'];
  streams: { stdout: string; stderr: string };
  log: string;
  hintOn: TrainingEngine[];
  guarded: boolean;
}

/** Milliseconds after which a `fit` was long enough to ask whether another engine is faster. */
const HINT_AFTER_MS = 5000;

const start = JSON.parse(process.env.EPOCHBOOK_KERNEL ?? '{}') as HostStart;
// Programs that cells start need not know the token.
delete process.env.EPOCHBOOK_KERNEL;
if (process.platform !== 'win32') mkdirSync(dirname(start.socket), { recursive: true, mode: 0o700 });
setLocale(start.locale);
enterFolder(start.folder);
// The ten frames that V8 keeps may all lie within TensorFlow.js, and the student's line would be lost.
Error.stackTraceLimit = 50;

const flags = new SharedFlags();
// Answers to questions come by a port of their own, as a cell may stand still until then.
const { port1: answers, port2: answering } = new MessageChannel();
const data: WorkerStart = { ...start, flags: flags.buffer, answers: answering };
const worker = new Worker(join(__dirname, 'worker.cjs'), { workerData: data, transferList: [answering] });
const post = (message: FromMain, transfer: readonly ArrayBuffer[] = []): void =>
  worker.postMessage(message, transfer);
let shutDown = false;
const lastWords = new LastWords(flags, start.log, (how) => post({ type: 'lastWords', asked: shutDown, how }));
worker.on('error', (error) => lastWords.endWithoutWorker(error.message));
worker.on('exit', (code) =>
  lastWords.endWithoutWorker(code === OWN_FAILURE ? undefined : `exit code ${code}`),
);
const runner = new CellRunner({
  ...(start.guarded && { guarded: worker }),
  folder: start.folder,
  notebook: start.notebook,
  ownFolder: dirname(__dirname),
  mapsFolder: join(dirname(start.log), 'cells'),
  engine: start.engine,
  hints: { on: start.hintOn, afterMs: Number(process.env.EPOCHBOOK_HINT_AFTER_MS || HINT_AFTER_MS) },
  flags,
  answers,
  post,
});

function execute(call: number, params: ExecuteParams): void {
  post({ type: 'begin', cell: params.cell, at: streamSizes() });
  runner.run(params, (result: ExecuteResult) =>
    post({ type: 'done', call, cell: params.cell, at: streamSizes(), result }),
  );
}

worker.on('message', (message: ToMain) => {
  switch (message.type) {
    case 'locale':
      setLocale(message.locale);
      // A student who has opened a notebook will want the engine in a moment.
      setImmediate(() => runner.warmUp());
      break;
    case 'execute':
      execute(message.call, message.params);
      break;
    case 'interrupt':
      runner.interrupt();
      break;
    case 'broken':
      runner.broken();
      break;
    case 'showHint':
      runner.showHint(message.check, message.place);
      break;
    case 'debug':
      runner.debug(message.on);
      post({ type: 'debugged', on: message.on });
      break;
    case 'there':
      post({ type: 'watched', watch: message.watch });
      break;
    case 'listVariables':
      runner.inspection.list(message.call);
      break;
    case 'viewer':
      runner.inspection.setViewer(message.port);
      break;
    case 'lookAt':
      runner.inspection.look(message.call, message.view, message.name);
      break;
    case 'toldLayers':
      runner.toldLayers(message.call, message.told, message.reason);
      break;
    case 'toldStoredRuns':
      runner.toldStoredRuns(message.call, message.runs);
      break;
    case 'toldRun':
      runner.toldRun(message.call, message.run);
      break;
    case 'shutdown':
      shutDown = true;
      process.exit(0);
  }
});
