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
        result: {
          cases: { name: string; msPerStep: number }[];
          /** The same with compiled steps, on an engine that has them; `trouble` where one does not compile. */
          compiled?: { name: string; msPerStep: number; trouble?: string }[];
        };
      }
    | { ok: false; reason: string };
}

/** Milliseconds a step that a notebook's training takes of the case at this place: compiled, where it compiles. */
export function msOfCase(
  { cases, compiled }: Extract<EngineReport['check'], { ok: true }>['result'],
  at: number,
): number {
  const fast = compiled?.[at];
  return fast && fast.trouble === undefined ? fast.msPerStep : (cases[at]?.msPerStep ?? Number.NaN);
}

/** What became of a model's training step on batches of a kind. */
export interface GraphReport {
  model: string;
  /** `Dense "dense1"` */
  layers: string[];
  batch: string;
  /** In the order in which they ran, with how many operations each left. */
  passes: { name: string; operations: number }[];
  /** The graph as it was traced, and after the passes. */
  before?: string;
  after?: string;
  /** Why it runs uncompiled. */
  reason?: { en: string; ko: string };
  /** Loops and operations that have loops of their own. */
  pieces?: number;
  codeBytes?: number;
  arenaBytes?: number;
}

/** One line of `graph`: with the code cell, from 1, in which the model was trained. */
export type GraphOfCell = GraphReport & { cell: number };

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

/** A student's row of a grading. Paths start at the folder of the grading. */
export interface GradedRow {
  key: string;
  student: string;
  /** That the learning platform gives the student. */
  number: string;
  points: number;
  maximum: number;
  /** Without it there was no notebook that could be read. */
  graded: boolean;
  late: boolean;
  /** A person should look at it. */
  look: boolean;
  remarks: string[];
  report: string;
  notebook?: string;
}

/** How often a rule failed; `words` is empty where a check failed as a whole. */
export interface FailedRule {
  check: string;
  words: string;
  failed: number;
  /** What was found most often. */
  found: string[];
}

/** What `grade` has found so far: `grading.json` in the folder of the grading, from which the editor lists it. */
export interface GradingSummary {
  version: 1;
  /** False where it was stopped: the same command goes on. */
  complete: boolean;
  folder: string;
  teacher: string;
  /** The table of marks; there once the grading is complete. */
  csv: string;
  submissions: number;
  rows: GradedRow[];
  rules: FailedRule[];
  same: { task: string; students: string[] }[];
}

/** One line of `grade --progress`: how far it is, then what came out. `apart`: it refused, as submissions cannot be kept apart. */
export type GradeLine =
  | { done: number; of: number; student?: string }
  | { grading: GradingSummary; out: string }
  | { refused: 'apart'; why: string };

/** What `html --json` prints, and `run --html --json` beside the cells. */
export interface HtmlReport {
  /** Path of the page. */
  html: string;
  bytes: number;
  /** How many of its pictures are live. */
  pictures: number;
  /** How many outputs the notebook held. */
  outputs: number;
  /** A training in it had not ended. */
  running: boolean;
  /** It tells the solutions, or hidden tests, of a teacher's notebook. */
  solutions: boolean;
}
