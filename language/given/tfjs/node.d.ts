// `tf.node` of tfjs-node. On the embedded engine each of these throws an error that says what to use instead.
import type { InferenceModel, MetaGraph, Tensor3D, Tensor4D } from '@tensorflow/tfjs-core';

type Channels = 0 | 1 | 3 | 4;
interface BoardCallback {
  onBatchEnd?(batch: number, logs?: object): Promise<void>;
  onEpochEnd?(epoch: number, logs?: object): Promise<void>;
}

/** Decodes a BMP, GIF, JPEG or PNG. Needs the native engine. */
export declare function decodeImage(
  contents: Uint8Array,
  channels?: Channels,
  dtype?: string,
  expandAnimations?: boolean,
): Tensor3D | Tensor4D;
/** Needs the native engine. */
export declare function decodeBmp(contents: Uint8Array, channels?: Channels): Tensor3D;
/** Needs the native engine. */
export declare function decodeGif(contents: Uint8Array): Tensor4D;
/** Needs the native engine. */
export declare function decodePng(contents: Uint8Array, channels?: Channels, dtype?: string): Tensor3D;
/** Needs the native engine. */
export declare function decodeJpeg(
  contents: Uint8Array,
  channels?: 0 | 1 | 3,
  ratio?: number,
  fancyUpscaling?: boolean,
  tryRecoverTruncated?: boolean,
  acceptableFraction?: number,
  dctMethod?: string,
): Tensor3D;
/** Needs the native engine. */
export declare function encodeJpeg(
  image: Tensor3D,
  format?: '' | 'grayscale' | 'rgb',
  quality?: number,
): Promise<Uint8Array>;
/** Needs the native engine. */
export declare function encodePng(image: Tensor3D, compression?: number): Promise<Uint8Array>;
/** Needs the native engine; the callback `TensorBoard` of 'epochbook' writes the same files without it. */
export declare function tensorBoard(
  logdir?: string,
  args?: { updateFreq?: 'batch' | 'epoch'; histogramFreq?: number },
): BoardCallback;
/** Needs the native engine. */
export declare function summaryFileWriter(
  logdir: string,
  maxQueue?: number,
  flushMillis?: number,
  filenameSuffix?: string,
): { scalar(name: string, value: number, step: number): void; flush(): void };
/** Needs the native engine. */
export declare function getMetaGraphsFromSavedModel(path: string): Promise<MetaGraph[]>;
/** Needs the native engine. */
export declare function getNumOfSavedModels(): number;
/** Needs the native engine. */
export declare function loadSavedModel(
  path: string,
  tags?: string[],
  signature?: string,
): Promise<InferenceModel>;
