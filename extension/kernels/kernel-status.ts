import type { EngineInfo, InterruptResult, KernelState } from '../../protocol/kernel.js';

/** What the status bar tells of a notebook's kernel. */
export interface KernelStatus {
  /** `off`: none was started, or it was ended on purpose; `lost`: it ended by itself or did not start. */
  state: KernelState | 'off' | 'lost';
  engine?: EngineInfo;
  /** While interrupting: how far the interrupt went. */
  stage?: InterruptResult['stage'];
}
