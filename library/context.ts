import type * as tfjs from '@tensorflow/tfjs-core';
import {
  type Locale,
  type MimeBundle,
  type RunLayersPayload,
  type RunPayload,
  type RunSummary,
  TEXT_MIME,
} from '../protocol/index.js';
import { say, setLocale } from '../words/index.js';
import { type AskedQuestion, askTerminal } from './ask-terminal.js';
import type { LogImportOptions, RunningLogImport } from './log-import/running-import.js';
import { pictureText } from './picture-text.js';
import type { RecordedLayers } from './recorded-layers.js';
import type { SweepHost } from './sweep/sweep-host.js';

/** The parts of the `tf` namespace that the library calls; any tfjs build has them. */
export type TfLike = Pick<typeof tfjs, 'tidy' | 'sub' | 'mul' | 'add' | 'div' | 'tensor2d'>;

/** What `display` gives back: replaces what it has shown. */
export interface DisplayHandle {
  update(value: unknown): void;
}

/** How a call in a process of its own went. */
export type CallOutcome =
  | { kind: 'value'; value: unknown }
  /** It had not ended after so many milliseconds. */
  | { kind: 'slow'; ms: number }
  | { kind: 'memory'; megabytes: number }
  /** The process ended by itself, as told in a few words. */
  | { kind: 'ended'; how: string };

/** Functions of the cells, called apart from them until `end`. */
export interface LimitedCalls {
  /**
   * Calls a function with limits of time and memory; undefined where it, or what it is given or gives back, cannot go to another
   * process. Rejects as the function does.
   */
  call(
    called: (...args: never[]) => unknown,
    args: readonly unknown[],
    limitMs: number,
  ): Promise<CallOutcome | undefined>;
  end(): void;
}

/** Where the library runs: the kernel of a notebook, or a plain Node program. */
export interface LibraryContext {
  /** The engine that the program computes with. */
  tf: TfLike;
  /** Shows a value, or a bundle of its alternatives by MIME type. */
  display(value: MimeBundle | unknown): DisplayHandle;
  /** Shows a picture, by its renderer's folder name, in all its forms. */
  picture(name: string, payload: unknown): Promise<unknown>;
  /** Shows a picture that is drawn anew while things go on; absent where nothing can be drawn anew. */
  livePicture(name: string, payload: unknown): { update(payload: unknown): void };
  /** Who hears of hints that the student asks for in the picture of a check. */
  onHintAsked(listener: (check: string, place: number) => void): void;
  /** From so many milliseconds on, breaks off code in a loop that nothing else could leave; until what it gives back is called. */
  watchLoops(ms: number): () => void;
  /** Programs of threads that the library starts, so that cells go on meanwhile; without them it computes in slices. */
  threads: { projector: string };
  /** Something that the student's Stop ends as it does a `fit`: with what there is so far. Ends with what it gives back. */
  stoppable(): { readonly stopped: boolean; end(): void };
  /** Calls of functions of the cells in processes of their own. */
  calls(): LimitedCalls;
  /**
   * Asks the person there, and waits. Gives the text of the answer; '' where the fallback is to stand.
   *
   * @throws Error where the question was closed, or nobody can answer and there is no fallback.
   */
  ask(question: AskedQuestion): Promise<string>;
  /** What `sweep` needs of a kernel. */
  sweeps: SweepHost;
  /**
   * A recorded training of this notebook: the one with this id, the one that gave back this history, or the latest (null);
   * null where there is none. Thinned as in its output, unless all of its rows are wanted.
   */
  run(run: unknown, whole?: boolean): Promise<RunPayload | null>;
  /** The latest so many trainings of this notebook, the oldest first; fewer where there are not so many. */
  runs(count: number): Promise<RunPayload[]>;
  /** All trainings that are stored beside this notebook, by whichever kernel, the latest first. */
  storedRuns(): Promise<RunSummary[]>;
  /**
   * What the layers of a training did: of the one with this id, of the one that gave back this history, or of the latest;
   * null where there is no such training. `wanted` is null where the recording was off.
   */
  layers(run: unknown): Promise<{ wanted: RecordedLayers | null; layers: RunLayersPayload } | null>;
  /** Begins to read TensorBoard's files in the background and to store what they hold as runs beside the notebook. */
  importLogs(folder: string, options: LogImportOptions): RunningLogImport;
  /** Sets what trainings record of their layers from now on. */
  record(layers: RecordedLayers): void;
  /** The folder of the bundled data sets. */
  dataFolder: string;
  /** Language of messages. */
  locale: Locale;
  /** Work is graded: cells cannot set another context. */
  locked?: boolean;
}

const print = (value: unknown): void => {
  const isBundle = typeof value === 'object' && value !== null && TEXT_MIME in value;
  console.log(isBundle ? (value as MimeBundle)[TEXT_MIME] : value);
};

/** Without a notebook, what would be drawn is printed as its account. */
const plainNode: Partial<LibraryContext> & Pick<LibraryContext, 'ask' | 'display' | 'picture' | 'locale'> = {
  ask: askTerminal,
  display(value) {
    print(value);
    return { update: print };
  },
  async picture(name, payload) {
    console.log(pictureText(name, payload, current.locale));
  },
  locale: 'en',
};

let current = { ...plainNode };

/**
 * Tells the library where it runs; what is left out keeps its value. The kernel does this before the first cell. A plain
 * Node program needs it only to scale tensors and to make tensors of texts:
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs-node';
 * import { setLibraryContext } from 'epochbook';
 * setLibraryContext({ tf });
 * ```
 */
export function setLibraryContext(context: Partial<LibraryContext>): void {
  if (current.locked)
    throw new Error(
      say(
        'setLibraryContext cannot be used while work is graded.',
        '채점 중에는 setLibraryContext를 쓸 수 없습니다.',
      ),
    );
  current = { ...current, ...context };
  setLocale(current.locale);
}

/** The context as it stands; `tf` and `dataFolder` are absent where nobody has set them. */
export const libraryContext = (): typeof current => current;

/** Whether what is displayed goes into a notebook, where it can change in its place. */
export const isInNotebook = (): boolean => current.display !== plainNode.display;
