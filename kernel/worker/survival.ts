import { rmSync } from 'node:fs';
import { dirname } from 'node:path';
import { newMark } from '../../engine/processes/index.js';
import type {
  ExecuteParams,
  ExecuteResult,
  InputQuestion,
  Json,
  Keeping,
  KeptCell,
  KernelSession,
  OutputOp,
} from '../../protocol/index.js';
import { say } from '../../words/index.js';
import type { WorkerStart } from '../host/messages.js';
import { type KernelRecord, writeRecord } from '../kernel-record.js';
import { KeptCells } from './kept-cells.js';
import type { StreamSizes } from './process-streams.js';

/**
 * How a kernel outlives its clients: a record on disk by which the next one finds it, what this one has missed, and how long
 * the kernel waits. A kernel that was not asked for it keeps nothing.
 */
export class Survival {
  private readonly cells = new KeptCells();
  private readonly record: KernelRecord | undefined;
  private readonly path: string | undefined;
  private readonly outcomes = new Map<string, ((result: ExecuteResult) => void)[]>();
  private keeping: Keeping | undefined;
  private note: Json = null;
  private read: StreamSizes = [0, 0];

  constructor(
    private readonly start: Pick<WorkerStart, 'keep' | 'socket' | 'token' | 'folder' | 'log' | 'lonelyMs'>,
  ) {
    const { keep, socket, token, folder, log } = start;
    if (!keep) return;
    this.path = keep.record;
    this.record = {
      mark: newMark(),
      pid: process.pid,
      socket,
      token,
      room: dirname(log),
      notebook: keep.uri,
      folder,
    };
  }

  /** The kernel can be reached. */
  listening(): void {
    this.write();
  }

  /** A client has said for how long it wants to be waited for. */
  attached(keep: Keeping | undefined): void {
    if (this.record) this.keeping = keep ?? this.keeping;
  }

  moved(uri: string | undefined, folder: string): void {
    if (!this.record || uri === undefined) return;
    Object.assign(this.record, { notebook: uri, folder });
    this.write();
  }

  remember(note: Json): void {
    if (this.record) this.note = note;
  }

  forget(cells: readonly string[]): void {
    const ended = this.cells.all().filter(({ result }) => result);
    for (const { cell } of ended) if (cells.includes(cell)) this.cells.forget(cell);
  }

  /** @returns the run, for clients that watch. */
  begin(params: ExecuteParams): KeptCell | undefined {
    return this.record && this.cells.begin(params);
  }

  hear(cell: string, op: OutputOp): void {
    if (this.record) this.cells.hear(cell, op);
  }

  hearRead(read: StreamSizes): void {
    this.read = read;
  }

  end(cell: string, result: ExecuteResult): void {
    this.cells.end(cell, result);
    for (const resolve of this.outcomes.get(cell) ?? []) resolve(result);
    this.outcomes.delete(cell);
  }

  /** How the latest run of a cell ended, or will end. */
  outcome(cell: string): Promise<ExecuteResult> | ExecuteResult {
    const kept = this.cells.all().find((each) => each.cell === cell);
    if (!kept) throw new Error(`The kernel has not run a cell "${cell}".`);
    if (kept.result) return kept.result;
    return new Promise((resolve) => {
      this.outcomes.set(cell, [...(this.outcomes.get(cell) ?? []), resolve]);
    });
  }

  session(question: InputQuestion | undefined): KernelSession {
    return { cells: this.cells.all(), ...(question && { question }), note: this.note, read: this.read };
  }

  /** Milliseconds with nobody attached after which the kernel ends itself. */
  patience(isBusy: boolean): number {
    const { keeping, start } = this;
    if (!keeping) return start.lonelyMs;
    return isBusy ? keeping.busyMs : keeping.idleMs;
  }

  /** Why a kernel ends itself that nobody is attached to. */
  whyAlone(isBusy: boolean): string {
    if (!this.keeping)
      return say(
        'The program that this run was watched from is gone, so the kernel has ended.',
        '이 실행을 지켜보던 프로그램이 없어져서 커널이 종료되었습니다.',
      );
    const minutes = Number((this.patience(isBusy) / 60_000).toPrecision(2));
    return say(
      `Nobody had this notebook open for ${minutes} min, so the kernel has ended (setting \`epochbook.keepKernelMinutes\`).`,
      `${minutes}분 동안 아무도 이 노트북을 열지 않아서 커널이 종료되었습니다(설정 \`epochbook.keepKernelMinutes\`).`,
    );
  }

  /** The kernel ends: what nobody has seen is left for whoever opens the notebook again, its folder goes. */
  leave(reason: string): void {
    const { record, path, start } = this;
    if (record && path) {
      const session = this.session(undefined);
      if (session.cells.length > 0)
        writeRecord(path, { ...record, left: { reason, endedAt: Date.now(), session } });
      else rmSync(path, { force: true });
    }
    try {
      rmSync(dirname(start.log), { recursive: true, force: true });
    } catch {
      // Windows lets no file go that is open; the next look at the records removes it.
    }
  }

  /** The kernel ends, and its client knows. */
  remove(): void {
    if (this.path) rmSync(this.path, { force: true });
  }

  private write(): void {
    if (this.record && this.path) writeRecord(this.path, this.record);
  }
}
