import type * as tfjs from '@tensorflow/tfjs-core';
import {
  type Locale,
  type MimeBundle,
  type RunLayersPayload,
  type RunPayload,
  TEXT_MIME,
} from '../protocol/index.js';
import { setLocale } from '../words/index.js';
import { pictureText } from './picture-text.js';
import type { RecordedLayers } from './recorded-layers.js';

/** The parts of the `tf` namespace that the library calls; any tfjs build has them. */
export type TfLike = Pick<typeof tfjs, 'tidy' | 'sub' | 'mul' | 'add' | 'div'>;

/** What `display` gives back: replaces what it has shown. */
export interface DisplayHandle {
  update(value: unknown): void;
}

/** Where the library runs: the kernel of a notebook, or a plain Node program. */
export interface LibraryContext {
  /** The engine that the program computes with. */
  tf: TfLike;
  /** Shows a value, or a bundle of its alternatives by MIME type. */
  display(value: MimeBundle | unknown): DisplayHandle;
  /** Shows a picture, by its renderer's folder name, in all its forms. */
  picture(name: string, payload: unknown): Promise<unknown>;
  /**
   * A recorded training of this notebook: the one with this id, the one that gave back this history, or the latest (null);
   * null where there is none.
   */
  run(run: unknown): Promise<RunPayload | null>;
  /**
   * What the layers of a training did: of the one with this id, of the one that gave back this history, or of the latest;
   * null where there is no such training. `wanted` is null where the recording was off.
   */
  layers(run: unknown): Promise<{ wanted: RecordedLayers | null; layers: RunLayersPayload } | null>;
  /** Sets what trainings record of their layers from now on. */
  record(layers: RecordedLayers): void;
  /** The folder of the bundled data sets. */
  dataFolder: string;
  /** Language of messages. */
  locale: Locale;
}

const print = (value: unknown): void => {
  const isBundle = typeof value === 'object' && value !== null && TEXT_MIME in value;
  console.log(isBundle ? (value as MimeBundle)[TEXT_MIME] : value);
};

/** Without a notebook, what would be drawn is printed as its account. */
const plainNode: Partial<LibraryContext> & Pick<LibraryContext, 'display' | 'picture' | 'locale'> = {
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
 * Node program needs it only to scale tensors:
 *
 * ```ts
 * import * as tf from '@tensorflow/tfjs-node';
 * import { setLibraryContext } from 'epochbook';
 * setLibraryContext({ tf });
 * ```
 */
export function setLibraryContext(context: Partial<LibraryContext>): void {
  current = { ...current, ...context };
  setLocale(current.locale);
}

/** The context as it stands; `tf` and `dataFolder` are absent where nobody has set them. */
export const libraryContext = (): typeof current => current;

/** Whether what is displayed goes into a notebook, where it can change in its place. */
export const isInNotebook = (): boolean => current.display !== plainNode.display;
