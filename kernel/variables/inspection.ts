import type { MessagePort } from 'node:worker_threads';
import type { ExecuteParams, ExecuteResult, TensorCount } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import type { FromMain } from '../host/messages.js';
import type { ToViewer } from '../viewer/parts.js';
import { ownData } from './own-data.js';
import { ScopeValues } from './scope-values.js';
import { inSlices } from './slices.js';
import { takeSnapshot } from './snapshot.js';
import { TensorAccounts } from './tensor-accounts.js';
import { listVariables } from './variables.js';

interface InspectionHost {
  post(message: FromMain): void;
  /** The engine, if one is loaded. */
  engine(): Record<string, unknown> | undefined;
  isImported(name: string): boolean;
  isTraining(): boolean;
}

/** Looks into the variables of cells: lists them, counts tensors, copies values for the viewer. Runs no code of theirs. */
export class Inspection {
  private readonly scope = new ScopeValues();
  private readonly accounts: TensorAccounts;
  /** Names that the cell at work is the first to declare: until it comes to them they are nothing to be listed. */
  private toCome: ReadonlySet<string> = new Set();
  private countTensors: unknown;
  private viewer: MessagePort | undefined;
  /** The call whose value is copied, by the name under which it is looked at. */
  private readonly looking = new Map<string, number>();

  constructor(private readonly host: InspectionHost) {
    this.accounts = new TensorAccounts({
      scope: this.scope,
      isImported: (name) => host.isImported(name),
      memory: () => this.memory(),
      isTraining: () => host.isTraining(),
    });
  }

  /** A cell with these names is about to run. */
  begin(params: ExecuteParams, declared: readonly string[]): void {
    this.toCome = this.scope.declare(declared);
    this.accounts.begin(params, declared);
  }

  /** It has ended, and that was told: what its tensors came to is told behind it. */
  end(status: ExecuteResult['status']): void {
    this.toCome = new Set();
    const account = this.accounts.end(status);
    if (account) this.host.post({ type: 'tensors', account });
  }

  list(call: number): void {
    const { post, isImported } = this.host;
    inSlices(
      listVariables(this.scope, isImported, this.toCome),
      (listed) => post({ type: 'toldVariables', call, told: { ...listed, memory: this.memory() } }),
      (error) => post({ type: 'toldVariables', call, failed: String(error) }),
    );
  }

  /** Where values to be looked at go from now on. */
  setViewer(port: MessagePort): void {
    this.viewer = port;
    this.looking.clear();
    port.unref();
  }

  look(call: number, view: string, name: string): void {
    const { post } = this.host;
    const { viewer } = this;
    const found = this.scope.valueOf(name);
    if (!viewer || !found) {
      post({ type: 'notOpened', call, told: goneText(name) });
      return;
    }
    this.looking.set(view, call);
    const send = (message: ToViewer, transfer: ArrayBuffer[] = []): void => {
      // Asked for again, what was under way is not sent to its end.
      if (this.looking.get(view) === call) viewer.postMessage(message, transfer);
    };
    const readTensor = this.readTensor();
    inSlices(
      takeSnapshot({ view, name, value: found.value, readTensor, post: send }),
      (problem) => {
        if (problem || this.looking.get(view) !== call)
          post({ type: 'notOpened', call, told: problem ?? goneText(name) });
        else send({ type: 'end', view, call });
      },
      (error) => {
        send({ type: 'drop', view });
        post({ type: 'notOpened', call, told: { problem: failedText(error) } });
      },
    );
  }

  private readTensor(): unknown {
    const tensor = this.host.engine()?.Tensor;
    const prototype = typeof tensor === 'function' ? ownData(tensor, 'prototype') : undefined;
    return typeof prototype === 'object' && prototype !== null ? ownData(prototype, 'dataSync') : undefined;
  }

  private memory(): TensorCount | null {
    // As it was when it was first asked for, whatever cells put in its place.
    this.countTensors ??= this.host.engine()?.memory;
    if (typeof this.countTensors !== 'function') return null;
    const { numTensors, numBytes } = this.countTensors() as { numTensors: number; numBytes: number };
    return { tensors: numTensors, bytes: numBytes };
  }
}

const goneText = (name: string): { problem: string; gone: true } => ({
  problem: say(
    `There is no variable ${name} any more. Run the cell that declares it again.`,
    `변수 ${name}이(가) 이제 없습니다. 선언하는 셀을 다시 실행하세요.`,
  ),
  gone: true,
});

const failedText = (error: unknown): string =>
  say(
    `The value cannot be read: ${error instanceof Error ? error.message : String(error)}`,
    `값을 읽을 수 없습니다: ${error instanceof Error ? error.message : String(error)}`,
  );
