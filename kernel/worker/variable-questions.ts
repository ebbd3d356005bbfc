import type { MessagePort } from 'node:worker_threads';
import type { TensorAccount, VariableMethod, VariablesReport } from '../../protocol/index.js';
import type { FromMain, ToMain } from '../host/messages.js';
import type { ToldVariables } from '../variables/variables.js';
import type { KernelHandlers } from './server.js';
import { ValueViewer } from './value-viewer.js';

/** Cells whose account is kept. */
const MOST_ACCOUNTS = 2000;

/** What clients ask of the variables, passed on to the thread that has them or to the one that looks at copies. */
export class VariableQuestions {
  private readonly latest = new Map<string, TensorAccount>();
  private readonly viewer: ValueViewer;
  private calls = 0;
  private readonly waiting = new Map<
    number,
    { resolve(report: VariablesReport): void; reject(error: Error): void }
  >();

  constructor(
    private readonly post: (message: ToMain, transfer?: readonly MessagePort[]) => void,
    private readonly announce: (account: TensorAccount) => void,
  ) {
    this.viewer = new ValueViewer({
      sendPort: (port) => post({ type: 'viewer', port }, [port]),
      look: (call, view, name) => post({ type: 'lookAt', call, view, name }),
    });
  }

  /** What the latest run of each cell did to the tensors, in the order of these runs. */
  get accounts(): TensorAccount[] {
    return [...this.latest.values()];
  }

  readonly handlers: Pick<KernelHandlers, VariableMethod> = {
    variables: () =>
      new Promise((resolve, reject) => {
        const call = ++this.calls;
        this.waiting.set(call, { resolve, reject });
        this.post({ type: 'listVariables', call });
      }),
    openValue: (params) => this.viewer.openValue(params),
    valueRows: (params) => this.viewer.ask({ method: 'valueRows', view: params.view, params }),
    valueStatistics: (params) => this.viewer.ask({ method: 'valueStatistics', view: params.view, params }),
    valueImage: (params) => this.viewer.ask({ method: 'valueImage', view: params.view, params }),
    closeValue: ({ view }) => this.viewer.close(view),
  };

  hear(message: Extract<FromMain, { type: 'tensors' | 'toldVariables' | 'notOpened' }>): void {
    if (message.type === 'tensors') this.note(message.account);
    else if (message.type === 'notOpened') this.viewer.told(message.call, message.told);
    else this.settle(message.call, 'told' in message ? message.told : new Error(message.failed));
  }

  private settle(call: number, told: ToldVariables | Error): void {
    const waiting = this.waiting.get(call);
    this.waiting.delete(call);
    if (told instanceof Error) waiting?.reject(told);
    else waiting?.resolve({ ...told, accounts: this.accounts });
  }

  private note(account: TensorAccount): void {
    this.latest.delete(account.cell);
    this.latest.set(account.cell, account);
    const [oldest] = this.latest.keys();
    if (this.latest.size > MOST_ACCOUNTS && oldest !== undefined) this.latest.delete(oldest);
    this.announce(account);
  }
}
