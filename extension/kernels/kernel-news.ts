import * as vscode from 'vscode';
import type { KernelClient } from '../../kernel/client/index.js';
import type { InputQuestion } from '../../protocol/input.js';
import type { EngineHint, KernelEvent } from '../../protocol/kernel.js';
import type { RunDelta } from '../../protocol/training.js';
import type { TensorAccount } from '../../protocol/variables.js';
import { KernelQuestions } from './kernel-questions.js';

/** What the kernel of a notebook tells of its runs, its tensors and its questions, for those whom it concerns. */
export class KernelNews {
  private readonly learned = new vscode.EventEmitter<RunDelta>();
  private readonly hinted = new vscode.EventEmitter<EngineHint>();
  private readonly counted = new vscode.EventEmitter<TensorAccount>();
  private readonly questions = new KernelQuestions();
  /** What the latest run of each cell did to the tensors, by the cell's key. */
  readonly accounts = new Map<string, TensorAccount>();

  readonly onDelta = this.learned.event;
  readonly onHint = this.hinted.event;
  readonly onTensors = this.counted.event;

  /** @param orderOf the number of a cell, by its key. */
  constructor(private readonly orderOf: (cell: string) => number | undefined) {}

  hear(client: KernelClient, event: KernelEvent): void {
    if (event.type === 'delta') this.learned.fire(event.delta);
    if (event.type === 'engineHint') this.hinted.fire(event.hint);
    if (event.type === 'question') this.ask(client, event.question);
    if (event.type === 'questionOver') this.questions.over(event.question);
    if (event.type !== 'tensors') return;
    this.accounts.set(event.account.cell, event.account);
    this.counted.fire(event.account);
  }

  ask(client: KernelClient, question: InputQuestion): void {
    void this.questions.ask(client, question, this.orderOf);
  }

  /** The kernel is gone. */
  forget(): void {
    this.accounts.clear();
    this.questions.close();
  }

  dispose(): void {
    this.learned.dispose();
    this.hinted.dispose();
    this.counted.dispose();
  }
}
