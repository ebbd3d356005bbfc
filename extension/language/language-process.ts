import { type ChildProcess, spawn } from 'node:child_process';
import * as os from 'node:os';
import * as path from 'node:path';
import type {
  LanguageAnswer,
  LanguageMethod,
  LanguageMethods,
  LanguageStart,
} from '../../protocol/language.js';
import { editorLocale, editorNode } from '../kernels/launch-options.js';

type Settle = (answer: LanguageAnswer | undefined) => void;

/** Something that calls a request back: VS Code's cancellation tokens are such. */
export interface Cancellation {
  readonly isCancellationRequested: boolean;
  onCancellationRequested(listener: () => void): { dispose(): void };
}

/** One process that knows the types of cells. Its end is told once, by whatever it comes. */
export class LanguageProcess {
  private readonly child: ChildProcess;
  private readonly pending = new Map<number, Settle>();
  private nextId = 1;
  private isOver = false;
  private lastWords = '';
  private begun = '';

  /** @param onEnd gets what the process said last, where it ended by itself. */
  constructor(
    extensionPath: string,
    private readonly onEnd: (why: string) => void,
  ) {
    const { node, env } = editorNode();
    const start: LanguageStart = { locale: editorLocale() };
    const server = path.join(extensionPath, 'dist', 'language', 'server.cjs');
    this.child = spawn(node, ['--no-warnings', server, JSON.stringify(start)], {
      cwd: os.homedir(),
      env: { ...process.env, ...env, NODE_OPTIONS: '', VSCODE_INSPECTOR_OPTIONS: '' },
      stdio: ['pipe', 'pipe', 'pipe'],
      windowsHide: true,
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => this.read(text));
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.lastWords = (this.lastWords + text).slice(-500);
    });
    this.child.stdin?.on('error', () => undefined);
    this.child.once('error', (error) => this.ended(error.message));
    this.child.once('close', (code, signal) =>
      this.ended([signal ?? `exit code ${code}`, this.lastWords.trim()].filter(Boolean).join(': ')),
    );
  }

  get pid(): number | undefined {
    return this.child.pid;
  }

  /** The answer; undefined where it was called back, or the process has ended. @throws Error with what went wrong there. */
  async request<M extends LanguageMethod>(
    method: M,
    params: LanguageMethods[M]['params'],
    cancellation?: Cancellation,
  ): Promise<LanguageMethods[M]['result'] | undefined> {
    if (this.isOver || cancellation?.isCancellationRequested) return undefined;
    const id = this.nextId++;
    const answered = new Promise<LanguageAnswer | undefined>((resolve) => this.pending.set(id, resolve));
    this.send({ id, method, params });
    const listening = cancellation?.onCancellationRequested(() => {
      this.send({ cancel: id });
      this.settle(id, undefined);
    });
    const answer = await answered;
    listening?.dispose();
    if (!answer || 'cancelled' in answer) return undefined;
    if ('error' in answer) throw new Error(answer.error);
    return answer.result as LanguageMethods[M]['result'];
  }

  /** Ends it. Nothing is told. */
  end(): void {
    if (this.isOver) return;
    this.isOver = true;
    for (const settle of this.pending.values()) settle(undefined);
    this.pending.clear();
    this.child.stdin?.end();
  }

  private send(line: object): void {
    if (!this.isOver) this.child.stdin?.write(`${JSON.stringify(line)}\n`);
  }

  private read(text: string): void {
    const lines = (this.begun + text).split('\n');
    this.begun = lines.pop() ?? '';
    for (const line of lines) {
      const answer = JSON.parse(line) as LanguageAnswer;
      this.settle(answer.id, answer);
    }
  }

  private settle(id: number, answer: LanguageAnswer | undefined): void {
    const settle = this.pending.get(id);
    this.pending.delete(id);
    settle?.(answer);
  }

  private ended(why: string): void {
    if (this.isOver) return;
    this.end();
    this.onEnd(why);
  }
}
