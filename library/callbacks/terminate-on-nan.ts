import { checkOptions, domains } from '../../engine/options/index.js';
import type { CallbackLane } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import type { BatchesInOneGo, Logs } from '../fitting/index.js';
import { Callback } from './callback.js';

/**
 * Stops training after the batch whose loss is not a finite number
 * ([keras.callbacks.TerminateOnNaN](https://keras.io/api/callbacks/terminate_on_nan/)).
 */
export class TerminateOnNaN extends Callback {
  protected override readonly laneName = 'TerminateOnNaN';
  private readonly raiseError: boolean;

  /** @param options `raiseError`: let `fit` fail instead of stopping. Default false. */
  constructor(options: { raiseError?: boolean } = {}) {
    checkOptions('TerminateOnNaN', options, { raiseError: domains.boolean });
    super();
    this.raiseError = options.raiseError ?? false;
  }

  override onBatchEnd(batch: number, logs: Logs = {}): void {
    const { loss } = logs;
    if (loss === undefined || Number.isFinite(loss)) return;
    this.model.stopTraining = true;
    const reason = Number.isNaN(loss) ? 'NaN' : 'Infinity';
    this.record({ kind: 'stopped', value: loss, facts: { batch: batch + 1, reason } });
    const message = say(
      `Batch ${batch}: the loss is ${loss}, terminating training.`,
      `배치 ${batch}: 손실이 ${loss}이므로 학습을 끝냅니다.`,
    );
    if (this.raiseError) throw new RangeError(message);
    console.log(message);
  }

  protected override get looksAtBatches(): boolean {
    return this.hasBatchHooksBeyond(TerminateOnNaN);
  }

  protected override get inOneGo(): BatchesInOneGo {
    return {
      ends: (loss) => !Number.isFinite(loss),
      took: (batch, _count, loss) => this.onBatchEnd(batch, { loss }),
    };
  }

  protected override lane(): CallbackLane {
    return { name: this.laneName, settings: { raiseError: this.raiseError } };
  }
}
