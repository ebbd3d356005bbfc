import type { EngineInfo, InterruptResult, KernelState } from '../../protocol/kernel.js';

/** What the status bar tells of a notebook's kernel. */
export interface KernelStatus {
  /**
   * `off`: none was started, or it was ended on purpose; `lost`: it ended by itself or did not start; `elsewhere`: another
   * window has it.
   */
  state: KernelState | 'off' | 'lost' | 'elsewhere';
  engine?: EngineInfo;
  /** While interrupting: how far the interrupt went. */
  stage?: InterruptResult['stage'];
}
