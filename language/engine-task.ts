import type { LanguageStart } from '../protocol/language.js';

/** A request on its way to the engine's thread. */
export interface EngineTask {
  id: number;
  method: string;
  params?: unknown;
}

export interface EngineThreadStart extends LanguageStart {
  /** `dist/language`. */
  folder: string;
  /** Holds the number of the request that is no longer wanted. */
  cancelled: SharedArrayBuffer;
}
