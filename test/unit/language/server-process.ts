import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Locale } from '../../../protocol/kernel.js';
import type { LanguageAnswer, LanguageMethod, LanguageMethods } from '../../../protocol/language.js';
import { languageFolder } from './open-notebook.js';

/** The language process, spoken to as the editor does. */
export class ServerProcess {
  readonly child: ChildProcess;
  private readonly waiting = new Map<number, (answer: LanguageAnswer) => void>();
  private next = 1;

  constructor(locale: Locale = 'en') {
    const server = join(languageFolder, 'server.cjs');
    this.child = spawn(process.execPath, [server, JSON.stringify({ locale })], {
      stdio: ['pipe', 'pipe', 'inherit'],
    });
    createInterface({ input: this.child.stdout as NodeJS.ReadableStream }).on('line', (line) => {
      const answer = JSON.parse(line) as LanguageAnswer;
      this.waiting.get(answer.id)?.(answer);
      this.waiting.delete(answer.id);
    });
  }

  write(line: string): void {
    this.child.stdin?.write(`${line}\n`);
  }

  /** Sends a request and gives its number and its answer as it comes. */
  send(method: string, params: unknown): { id: number; answer: Promise<LanguageAnswer> } {
    const id = this.next++;
    const answer = new Promise<LanguageAnswer>((resolve) => this.waiting.set(id, resolve));
    this.write(JSON.stringify({ id, method, params }));
    return { id, answer };
  }

  /** @throws Error with what the process answered. */
  async ask<M extends LanguageMethod>(
    method: M,
    params: LanguageMethods[M]['params'],
  ): Promise<LanguageMethods[M]['result']> {
    const answer = await this.send(method, params).answer;
    if ('result' in answer) return answer.result as LanguageMethods[M]['result'];
    throw new Error('error' in answer ? answer.error : 'cancelled');
  }

  cells(texts: readonly string[], notebook = 'a'): Promise<null> {
    const cells = texts.map((text, i) => ({ id: `${i}`, language: 'typescript' as const, text }));
    return this.ask('update', { notebook, folder: languageFolder, cells });
  }

  async errors(notebook = 'a'): Promise<string[]> {
    const found = await this.ask('diagnostics', { notebook });
    return found.filter(({ severity }) => severity !== 'hint').map(({ cell, code }) => `${cell}: ${code}`);
  }

  /** Closes its input and gives its exit code. */
  async end(): Promise<number | null> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return this.child.exitCode;
    const ended = once(this.child, 'close');
    this.child.stdin?.end();
    return (await ended)[0] as number | null;
  }
}
