import type { EngineInfo, InterruptResult, KernelState } from '../../protocol/kernel.js';

/** What the status bar tells of a notebook's kernel. */
export interface KernelStatus {
  /**
   * `off`: none was started, or it was ended on purpose; `lost`: it ended by itself or did not start; `elsewhere`: another
   * window has it.
   */
  state: KernelState | 'off' | 'lost' | 'elsewhere';
  /** Another window has the kernel, and this one shows what it does. */
  watching?: boolean;
  engine?: EngineInfo;
  /** While interrupting: how far the interrupt went. */
  stage?: InterruptResult['stage'];
}
