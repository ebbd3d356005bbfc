import type { InputAnswer, InputQuestion } from './input.js';
import type { Json, MimeBundle } from './mime.js';
import type { RunDelta, RunLayersPayload, RunPayload } from './training.js';
import type { TensorAccount, VariableRequests } from './variables.js';

export const PROTOCOL_VERSION = 1;

export type Locale = 'en' | 'ko';
export type KernelState = 'starting' | 'idle' | 'busy' | 'interrupting';

/** Which engine a notebook asks for: `auto` is the native one where it loads, else the embedded one. */
export const engineChoices = ['auto', 'native', 'embedded'] as const;
export type EngineChoice = (typeof engineChoices)[number];
export const isEngineChoice = (value: unknown): value is EngineChoice =>
  (engineChoices as readonly unknown[]).includes(value);

/** The engines that train, as against one that is asked for or is still to come. */
export type TrainingEngine = Exclude<EngineChoice, 'auto'>;

export interface EngineInfo {
  /** `none` until a cell, or the warm-up, has loaded one. */
  name: 'none' | 'embedded' | 'native';
  /** As `tf.getBackend()` says. */
  backend: string | null;
  /** For people: "embedded (WebAssembly SIMD)". */
  label: string;
}

/** A model of this notebook trains faster on another engine that is at hand. */
export interface EngineHint {
  /** The faster one. */
  engine: TrainingEngine;
  /** How many times faster: at least 1.5. */
  times: number;
  /** Milliseconds a training step takes there (median). */
  msPerStep: number;
  /** The engine of this kernel, and what it takes. */
  now: { engine: TrainingEngine; msPerStep: number };
  /** The same as a sentence, in the language of the person at the notebook. */
  text: string;
}

export interface KernelInfo {
  protocol: number;
  pid: number;
  node: string;
  state: KernelState;
  engine: EngineInfo;
  /** Last event number; events after it follow. */
  seq: number;
}

export interface ExecuteParams {
  /** Stable name of the cell in its notebook. */
  cell: string;
  /** The number shown as `[n]`. */
  order: number;
  code: string;
  language: 'typescript' | 'javascript';
  /** Texts of the notebook's code cells in order, and the place of this one among them: an error can name the cell to run. */
  notebook?: { cells: string[]; at: number };
  /** When its client says that it began, in milliseconds since 1970. Default: when the kernel hears of it. */
  startedAt?: number;
  /** Its first `fit` goes on from this file, which has so many epochs behind it. */
  resume?: { path: string; epoch: number };
  /** Of a kernel that grades (`guarded`): what `check` finds in this cell is given back with its result. */
  sealed?: true;
}

export interface CellError {
  name: string;
  message: string;
  /** Message and the frames of the student's own code, as `at f (Cell [2]:3:5)`. */
  stack: string;
  /** In the cell, from 1, where known. */
  line?: number;
  column?: number;
}

export interface ExecuteResult {
  status: 'ok' | 'error' | 'interrupted';
  durationMs: number;
  error?: CellError;
  sealed?: {
    /** Payloads of the picture `check`, in order. */
    results: Json[];
    /** Names of what had been changed of JavaScript, Node, the engine or the library: code that decides what checks find. */
    changed: string[];
  };
}

/** What an interrupt did: the stage of the ladder that it reached. */
export interface InterruptResult {
  stage: 'nothing' | 'fit' | 'await' | 'break';
}

/** One change to the outputs of a cell, in order. */
export type OutputOp =
  | { kind: 'stream'; name: 'stdout' | 'stderr'; text: string }
  | {
      kind: 'display';
      id: string;
      data: MimeBundle;
      /** The value of the cell's last expression. */
      result?: boolean;
      /** What its picture shows, in a line, where that is not the title of the SVG. */
      alt?: string;
    }
  | { kind: 'update'; id: string; data: MimeBundle; alt?: string }
  | { kind: 'remove'; id: string }
  | ({ kind: 'error' } & CellError);

/** For how long a kernel waits for a client to come back, in milliseconds. */
export interface Keeping {
  /** Where a cell was at work when its last client went. */
  busyMs: number;
  idleMs: number;
}

/** The latest run of a cell, as its kernel has it. */
export interface KeptCell {
  cell: string;
  order: number;
  code: string;
  /** Its place among the notebook's code cells. */
  at?: number;
  /** Milliseconds since 1970. */
  startedAt: number;
  /** The same; absent while it is at work. */
  endedAt?: number;
  result?: ExecuteResult;
  /** What makes its outputs as they are now: text, displays and errors, in order. */
  outputs: OutputOp[];
}

/** What a client that comes back to a kernel has missed. */
export interface KernelSession {
  /** In the order in which they were run. */
  cells: KeptCell[];
  /** A cell waits for its answer. */
  question?: InputQuestion;
  /** What its client had last asked it to remember. */
  note: Json;
  /** How much of what the process wrote to 1 and 2 has been shown, in bytes. */
  read: readonly [stdout: number, stderr: number];
  /** What the latest run of each cell did to the tensors. */
  tensors?: TensorAccount[];
}

/** Requests from the client; each has one reply. */
export type KernelRequests = {
  hello: {
    params: {
      token: string;
      protocol: number;
      locale: Locale;
      /** Of a kernel that outlives its clients: for how long from now on. */
      keep?: Keeping;
      /**
       * Comes to a kernel that had a client before. Where one still has it, it is `taken`, and that one is not disturbed but to
       * be taken over: this client waits, and may `watch` or `own`.
       */
      resume?: 'ask' | 'takeOver';
    };
    result: KernelInfo & { session?: KernelSession; taken?: true };
  };
  /** A client that waits sees from now on what the kernel does, and changes nothing. */
  watch: { params: Record<string, never>; result: KernelInfo & { session: KernelSession } };
  /** A client that waits or watches wants the kernel. Where another has it, it is `taken`, unless it is to lose it. */
  own: {
    params: { keep?: Keeping; takeOver?: boolean };
    result: KernelInfo & { session?: KernelSession; taken?: true };
  };
  /** The answer to `wanted`: the person at this client still needs the kernel. */
  stay: { params: Record<string, never>; result: Record<string, never> };
  execute: { params: ExecuteParams; result: ExecuteResult };
  /** Waits for the end of the cell at work, which another client has started. */
  outcome: { params: { cell: string }; result: ExecuteResult };
  /** Keeps something for the client that comes after this one. */
  remember: { params: { note: Json }; result: Record<string, never> };
  /** The student has cleared the outputs of these cells. */
  forget: { params: { cells: string[] }; result: Record<string, never> };
  interrupt: { params: Record<string, never>; result: InterruptResult };
  stopRun: { params: { run: string }; result: { accepted: boolean } };
  runState: { params: { run: string }; result: { seq: number; payload: RunPayload } | null };
  /** The student has asked for the hint at this place of a check that this kernel has made: it counts, and is shown. */
  showHint: { params: { check: string; place: number }; result: Record<string, never> };
  /** What the layers of a run do, as of now: of this kernel, or stored beside the notebook. A live view may ask once a second. */
  layers: { params: { run: string }; result: RunLayersPayload | null };
  /** Times at once what waits to be timed. The hint of this kernel, if there is one. */
  engineHint: { params: Record<string, never>; result: EngineHint | null };
  /** The notebook was saved or moved elsewhere: runs from here on are stored there. */
  moved: {
    params: {
      folder: string;
      notebook: string | null;
      /** By which a later client finds the kernel. */
      uri?: string;
    };
    result: Record<string, never>;
  };
  /**
   * Lets a debugger at the thread that runs cells. Their scripts are called `epochbook-cell-ORDER.ts`, as are the sources that
   * their source maps lead to.
   */
  openDebugger: { params: Record<string, never>; result: { address: string; folder: string } };
  /** The debugger is not needed any more: a thread that it has stopped goes on. */
  closeDebugger: { params: Record<string, never>; result: Record<string, never> };
  /** Answers the open question; not accepted where it is no longer open. */
  answer: { params: { question: number; answer: InputAnswer }; result: { accepted: boolean } };
  shutdown: { params: Record<string, never>; result: Record<string, never> };
} & VariableRequests;

/** How a process ended. Both are null where nobody can know. */
export interface ProcessEnd {
  code: number | null;
  signal: string | null;
}

/** Events from the kernel, numbered so that a client that comes back can say what it has seen. */
export type KernelEvent =
  | { type: 'output'; cell: string; op: OutputOp }
  | { type: 'state'; state: KernelState }
  /** The thread that runs cells has taken this one up. */
  | { type: 'begin'; cell: string }
  | { type: 'engine'; engine: EngineInfo }
  /** How much of what the process wrote to 1 and 2 has been shown, in bytes. */
  | { type: 'streams'; read: readonly [stdout: number, stderr: number] }
  /** A cell waits for `answer`. */
  | { type: 'question'; question: InputQuestion }
  /** It waits no longer: answered, withdrawn by the program, or interrupted. */
  | { type: 'questionOver'; question: number }
  /** JavaScript ends the process, nobody outside does: the kernel's own as it was asked to, or else the student's. */
  | { type: 'ending'; asked: boolean; how?: ProcessEnd }
  /** Another client has this kernel from now on; this one hears no more. */
  | { type: 'takenOver' }
  /** Another client asks for this kernel: one that nobody looks at any more is to leave it. */
  | { type: 'wanted' }
  /** To clients that wait or watch: the one that had the kernel has gone. */
  | { type: 'free' }
  /** The same: it is still needed where it is. */
  | { type: 'kept' }
  /** The same: the one that has the kernel ends it. */
  | { type: 'shutDown' }
  /** To clients that watch: the one that has the kernel has begun a cell. */
  | { type: 'started'; run: KeptCell }
  | { type: 'delta'; delta: RunDelta }
  /** At most once in the life of a kernel, while no cell runs. */
  | { type: 'engineHint'; hint: EngineHint }
  /** A cell has ended, with an engine at hand. */
  | { type: 'tensors'; account: TensorAccount }
  /** While a cell runs, every few seconds: what is last known of a kernel that dies. */
  | { type: 'memory'; rssBytes: number; limitBytes: number };
export type NumberedEvent = KernelEvent & { seq: number };
