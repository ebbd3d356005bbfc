/** What the command line prints with `--json`, for the extension, which runs it as a process. */

/** One line of `doctor`. `missing` is worth having; `broken` keeps lessons from working. */
export interface Finding {
  state: 'good' | 'missing' | 'broken';
  what: string;
  /** The one command that mends it, for a terminal. */
  command?: string;
  /** Set where a command of the extension does the same. */
  mend?: 'install' | 'reinstall';
}

export interface DoctorReport {
  /** Nothing is broken. */
  ok: boolean;
  findings: Finding[];
}

/** One engine of `engine test`: how it trained, or why it did not. */
export interface EngineReport {
  /** "@tensorflow/tfjs-node 4.22.0 (installed)", or "embedded". */
  name: string;
  check:
    | {
        ok: true;
        /** "native (TensorFlow 2.21.0)" */
        label: string;
        peakMegabytes: number;
        result: { cases: { name: string; msPerStep: number }[] };
      }
    | { ok: false; reason: string };
}

/** One native engine of `engine list`. */
export interface ListedEngine {
  origin: 'workspace' | 'installed';
  path: string;
  name: string;
  version: string;
}

/** One line of `engine install`: any number of steps, then the end. */
export type InstallLine =
  | { progress: { text: string /** From 0 to 1. */; fraction: number } }
  | { done: { label: string; path: string; fresh: boolean }; text: string }
  | { error: string };
