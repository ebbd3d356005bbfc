import type {
  EngineInfo,
  ExecuteParams,
  ExecuteResult,
  InterruptResult,
  KernelInfo,
  KernelRequests,
  Locale,
  NumberedEvent,
  RunPayload,
} from '../../protocol/index.js';

export interface LaunchOptions {
  /** The kernel host's script, `dist/kernel/host.cjs`. */
  host: string;
  /** The Node to run it: `process.execPath` by default. In VS Code's own runtime set ELECTRON_RUN_AS_NODE in `env`. */
  node?: string;
  env?: Record<string, string | undefined>;
  /** The notebook's folder: where relative imports and packages are looked for, and where runs are stored. */
  folder: string;
  /** The notebook's path, for messages and for the run log; absent for an unsaved one. */
  notebook?: string;
  locale?: Locale;
  engine?: 'auto' | 'embedded' | 'native';
  /** Milliseconds to wait for the kernel to answer. Default 20,000. */
  startTimeout?: number;
}

/** How a kernel ended. `expected` after `shutdown` or `kill`; else `reason` is a sentence for the student. */
export interface KernelExit {
  code: number | null;
  signal: string | null;
  expected: boolean;
  reason: string;
}

/**
 * A running kernel as its clients (the extension, the command line, tests) see it. Requests reject with `RpcError` when the
 * kernel goes away; `onExit` then says why.
 */
export declare class KernelClient {
  /** Starts a kernel host and waits until it answers. @throws KernelStartError with the cause and its last output. */
  static launch(options: LaunchOptions): Promise<KernelClient>;
  readonly info: KernelInfo;
  readonly engine: EngineInfo;
  /** Events in order. Returns a function that ends the subscription. */
  onEvent(listener: (event: NumberedEvent) => void): () => void;
  onExit(listener: (exit: KernelExit) => void): () => void;
  /** Runs one cell; outputs arrive as events before the promise settles. One at a time: a second waits for the first. */
  execute(params: ExecuteParams): Promise<ExecuteResult>;
  /** One step of the ladder: ask `fit` to stop, else reject awaits, else break a busy loop. */
  interrupt(): Promise<InterruptResult>;
  stopRun(run: string): Promise<{ accepted: boolean }>;
  runState(run: string): Promise<KernelRequests['runState']['result']>;
  /** Asks the kernel to end and waits; kills it after 2 s. */
  shutdown(): Promise<void>;
  /** Ends the process at once. */
  kill(): void;
}
export type { RunPayload };
