import type { ComparePayload } from './compare.js';
import type { RunStatus } from './run-status.js';
import type { Sample } from './sample.js';
import type { RunPayload } from './training.js';

/** Why a stored run is not shown whole. */
export type RunProblem =
  /** The first line is not there yet, or nobody can read it: nothing is known of the run. */
  | { kind: 'noStart' }
  /** Lines that could not be read were left out, counted from 1. */
  | { kind: 'damaged'; lines: number; first: number }
  /** Written by another version: shown as far as it is understood. */
  | { kind: 'version'; version: string }
  /** The file itself cannot be read. */
  | { kind: 'file'; reason: string };

/** One stored run, as the history lists it. */
export interface RunSummary {
  /** Its folder, `…/.epochbook/runs/ID`: what names it. */
  path: string;
  id: string;
  /** What the recorder called it: "Run 3". */
  name: string;
  /** What the person calls it. */
  renamed?: string;
  note?: string;
  /** `unreadable` where nothing is known but that there is a folder. */
  status: RunStatus | 'unreadable';
  reason?: string;
  /** The epoch from which on its loss has diverged. */
  diverged?: number;
  /** Milliseconds since 1970; of an unreadable run, when its file was changed last. */
  startedAt: number;
  elapsedMs: number;
  epochs: { done: number; planned: number };
  /** The metric by which it is judged: what its callbacks watch, else `val_loss`, else `loss`; none before the first epoch. */
  metric?: string;
  /** Whether more of it is better. */
  more?: boolean;
  best?: { epoch: number; value: number };
  /** The metric by epochs, thinned to `MOST_CURVE` points with its best and its ends; `null` is "not measured". */
  curve: Sample[];
  settings?: RunSettings;
  engine?: string;
  /** Path of the notebook; none where it was not saved, or the run was made without one. */
  notebook?: string;
  /** Files that its callbacks have saved. */
  checkpoints: number;
  problem?: RunProblem;
}

export interface RunSettings {
  optimizer: string;
  /** At the start. */
  learningRate: number | null;
  batchSize: number | null;
  loss: string;
  parameters: number;
}

export const MOST_CURVE = 48;

/** What has changed since the last time; the first change tells of all runs that are known by then. */
export interface RunsChange {
  runs: RunSummary[];
  /** Paths of runs that are not there any more. */
  gone: string[];
  /** Runs that are still to be read. */
  toRead: number;
}

/** A file that a run has saved, as its log tells. */
export interface SavedFile {
  /** As the callback wrote it. */
  file: string;
  /** The same, from the root. */
  absolute: string;
  epoch: number;
  what: 'model' | 'weights' | 'backup';
  /** The monitored value, where there is one. */
  value?: number;
  exists: boolean;
}

/** What made a run. */
export interface RunOrigin {
  id: string;
  notebook?: string;
  /** The cell's name in its notebook: its nbformat id where it has one. */
  cell: string;
  /** The cell's text as it was run; older runs do not tell. */
  source?: string;
}

/** A run in the bin. */
export interface BinnedRun {
  /** Its folder in the bin. */
  path: string;
  name: string;
  /** Milliseconds since 1970. */
  deletedAt: number;
}

/** What the history of runs is asked; each is answered by one message. */
export interface HistoryMethods {
  /** Where runs are looked for: below `roots`, and in the folders `near` themselves. Answered when all have been read. */
  look: { params: { roots: string[]; near: string[] }; result: null };
  /** Whether anybody looks: only then are files watched. */
  watch: { params: { on: boolean }; result: null };
  /** The whole run as its files have it, with what its layers did. */
  run: { params: { path: string }; result: RunPayload };
  compare: { params: { paths: string[] }; result: ComparePayload };
  origin: { params: { path: string }; result: RunOrigin };
  saved: { params: { path: string }; result: SavedFile[] };
  /** An empty text takes the name or the note away. */
  label: { params: { path: string; name?: string; note?: string }; result: null };
  /** Moves runs into the bin beside them; gives where each is now. A run at work stays; `failed`: why another did. */
  remove: {
    params: { paths: string[] };
    result: { binned: BinnedRun[]; refused: string[]; failed?: string };
  };
  /** Puts runs back from the bin; gives where they are. */
  restore: { params: { paths: string[] }; result: string[] };
  bin: { params: Record<string, never>; result: BinnedRun[] };
  emptyBin: { params: { paths: string[] }; result: null };
}
export type HistoryMethod = keyof HistoryMethods;

export type ToHistory = {
  [M in HistoryMethod]: { id: number; method: M; params: HistoryMethods[M]['params'] };
}[HistoryMethod];

export type FromHistory =
  | { id: number; result: unknown }
  | { id: number; error: string }
  | { change: RunsChange };

/** From the extension to the page of the history. */
export type ToHistoryView =
  | { type: 'change'; change: RunsChange; whole: boolean }
  /** Select this run and bring it into view. */
  | { type: 'reveal'; path: string };

/** From the page to the extension. */
export type FromHistoryView =
  /** The page is there and wants all runs. */
  | { type: 'ready' }
  | { type: 'selected'; paths: string[] }
  | { type: 'command'; command: RunCommand; paths: string[] };

/** What the page asks of the extension by keys and buttons: `epochbook.runs.NAME`. */
export const runCommands = [
  'open',
  'compare',
  'rename',
  'annotate',
  'delete',
  'undoDelete',
  'showCell',
] as const;
export type RunCommand = (typeof runCommands)[number];

/** What a tab keeps in view: the picture of an output of an open notebook, wherever it has scrolled to. */
export interface KeptPicture {
  /** URI of the notebook. */
  notebook: string;
  /** The cell's name in its notebook, and its place, by which it is known where the name is gone. */
  cell: string;
  index: number;
  /** Which of the cell's pictures of this kind it is, from 0. */
  place: number;
  /** The renderer's name in `dist/renderers`. */
  renderer: string;
  mime: string;
}

/** What a tab shows: one run, or several side by side. The page keeps it, so that the tab comes again with its window. */
export interface ShownPicture {
  picture: 'training' | 'compare';
  paths: string[];
}

/** From the extension to a tab with a picture; all else goes to the picture's renderer. */
export type ToPicturePage =
  | { type: 'draw'; payload: unknown }
  /** What the tab shows is known by this from now on. */
  | { type: 'shown'; shown: KeptPicture }
  /** A line above the picture; an empty one takes it away. */
  | { type: 'notice'; text: string };

/** From a tab with a picture to the extension. */
export type FromPicturePage = { type: 'ready' } | { type: 'renderer'; message: unknown };
