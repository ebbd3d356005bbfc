import type { KernelSession, Locale, NumberedEvent } from '../../protocol/index.js';
import { sayIn } from '../../words/index.js';
import type { RunEnding } from '../run-ending.js';
import { type LostRun, RunningOutputs } from './running-outputs.js';
import { endingsOf, settleRuns, toldAtOnce } from './settle-runs.js';

/** The runs of a kernel that go on, as its outputs show them, and what becomes of them when it ends. */
export class LiveRuns {
  private readonly running = new RunningOutputs();
  /** How runs end that still go on, once the kernel was asked to end. */
  private ending: RunEnding | undefined;

  /** What was put out before counts at its end. */
  take({ cells }: KernelSession): void {
    for (const { cell, outputs } of cells) for (const op of outputs) this.running.hear(cell, op);
  }

  hear(event: NumberedEvent): void {
    if (event.type === 'output') this.running.hear(event.cell, event.op);
    if (event.type === 'delta') this.running.hearDelta(event.delta);
  }

  lost(): LostRun[] {
    return this.running.runs();
  }

  /**
   * A run of a kernel that is about to be ended is lost at once, however long its process takes.
   *
   * @returns what is to be told anew.
   */
  end(why: string | undefined, locale: Locale, seq: number): NumberedEvent[] {
    if (this.ending) return [];
    const reason =
      why ??
      sayIn(
        locale,
        'The kernel was ended while this run went on.',
        '이 실행이 끝나기 전에 커널을 종료했습니다.',
      );
    this.ending = { status: 'lost', reason, endedAt: new Date().toISOString() };
    return this.running
      .all()
      .map(({ cell, id, data }) => ({ type: 'output', cell, op: { kind: 'update', id, data }, seq }));
  }

  /** An event as it is to be told: of a kernel that ends, no run goes on. */
  told(event: NumberedEvent): NumberedEvent | undefined {
    const { ending } = this;
    if (!ending) return event;
    if (event.type === 'delta') return event.delta.status === 'running' ? undefined : event;
    if (event.type !== 'output' || !('data' in event.op)) return event;
    const data = toldAtOnce(event.op.data, endingsOf(this.running, ending));
    return { ...event, op: { ...event.op, data } };
  }

  /**
   * The kernel has ended: its runs that went on are lost, on disk and in each form of their outputs.
   *
   * @param expected It was asked to: the reason was given then.
   */
  async settle(
    {
      expected,
      cause,
      ...where
    }: { expected: boolean; cause: string; folders: readonly string[]; host: string; locale: Locale },
    put: Parameters<typeof settleRuns>[2],
  ): Promise<void> {
    const ending: RunEnding =
      expected && this.ending
        ? this.ending
        : { status: 'lost', reason: cause, endedAt: new Date().toISOString() };
    this.ending = undefined;
    await settleRuns(this.running, { ...where, ending }, put);
  }
}
