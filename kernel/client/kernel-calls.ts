import type {
  EngineHint,
  ExecuteParams,
  ExecuteResult,
  InputAnswer,
  InterruptResult,
  Json,
  KernelRequests,
  NumberedEvent,
  RpcConnection,
  VariableMethod,
  VariableRequests,
} from '../../protocol/index.js';

/** What a kernel can be asked for. Each call rejects with `RpcError` where the kernel goes away, or says no. */
export abstract class KernelCalls {
  protected abstract readonly connection: RpcConnection<KernelRequests, NumberedEvent>;
  private queue: Promise<unknown> = Promise.resolve();

  /** Runs one cell; outputs arrive as events before the promise settles. One at a time: a second waits for the first. */
  execute(params: ExecuteParams): Promise<ExecuteResult> {
    const run = this.queue.then(() => this.connection.request('execute', params));
    this.queue = run.catch(() => {});
    return run;
  }

  /** How the cell ends that another client has started. */
  outcome(cell: string): Promise<ExecuteResult> {
    const run = this.connection.request('outcome', { cell });
    this.queue = run.catch(() => {});
    return run;
  }

  /** The answer to `wanted`: this client still needs the kernel. */
  async stay(): Promise<void> {
    await this.connection.request('stay', {});
  }

  /** Keeps something for the client that comes after this one. */
  async remember(note: Json): Promise<void> {
    await this.connection.request('remember', { note });
  }

  /** The outputs of these cells were cleared. */
  async forget(cells: string[]): Promise<void> {
    await this.connection.request('forget', { cells });
  }

  /** One step of the ladder: ask `fit` to stop, else reject awaits, else break a busy loop. */
  interrupt(): Promise<InterruptResult> {
    return this.connection.request('interrupt', {});
  }

  /** Answers what a cell has asked by a `question` event; not accepted where it needs no answer any more. */
  answer(question: number, answer: InputAnswer): Promise<{ accepted: boolean }> {
    return this.connection.request('answer', { question, answer });
  }

  /**
   * Lets a debugger at the cells.
   *
   * @returns where it reaches them, and the folder in which it takes the cells to be.
   */
  openDebugger(): Promise<KernelRequests['openDebugger']['result']> {
    return this.connection.request('openDebugger', {});
  }

  /** The debugger is not needed any more. */
  async closeDebugger(): Promise<void> {
    await this.connection.request('closeDebugger', {});
  }

  stopRun(run: string): Promise<{ accepted: boolean }> {
    return this.connection.request('stopRun', { run });
  }

  /** The student has asked for the hint at this place of a check. */
  async showHint(check: string, place: number): Promise<void> {
    await this.connection.request('showHint', { check, place });
  }

  /** What the layers of a run do, as of now; null where there is no such run. */
  layers(run: string): Promise<KernelRequests['layers']['result']> {
    return this.connection.request('layers', { run });
  }

  /** Looks into the variables. Rejects where the kernel says why it cannot. */
  inspect<K extends VariableMethod>(
    method: K,
    params: VariableRequests[K]['params'],
  ): Promise<VariableRequests[K]['result']> {
    return this.connection.request(method, params as never) as Promise<VariableRequests[K]['result']>;
  }

  runState(run: string): Promise<KernelRequests['runState']['result']> {
    return this.connection.request('runState', { run });
  }

  /** Times at once the model that waits for a quiet moment; null where no other engine is faster. May take a minute. */
  engineHint(): Promise<EngineHint | null> {
    return this.connection.request('engineHint', {});
  }
}
