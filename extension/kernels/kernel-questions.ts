import * as vscode from 'vscode';
import type { KernelClient } from '../../kernel/client/index.js';
import type { InputQuestion } from '../../protocol/input.js';
import { askStudent } from './input-box.js';

/** Puts what the cells of one kernel ask before the student, until it is answered or not needed any more. */
export class KernelQuestions {
  private open: { id: number; source: vscode.CancellationTokenSource } | undefined;

  /** @param orderOf the number of a cell, by its key. */
  async ask(
    client: KernelClient,
    question: InputQuestion,
    orderOf: (cell: string) => number | undefined,
  ): Promise<void> {
    this.close();
    const source = new vscode.CancellationTokenSource();
    this.open = { id: question.id, source };
    const answer = await askStudent(question, orderOf(question.cell), source.token);
    // A kernel that has died meanwhile needs none.
    if (answer) await client.answer(question.id, answer).catch(() => {});
  }

  over(question: number): void {
    if (this.open?.id === question) this.close();
  }

  /** Closes the box: the cell was interrupted, or its kernel is gone. */
  close(): void {
    this.open?.source.cancel();
    this.open = undefined;
  }
}
