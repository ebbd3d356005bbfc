import type { EngineChoice, EngineInfo, Locale } from '../protocol/index.js';
import { say, setLocale } from '../words/index.js';
import { setCompiling } from './compiled/switch.js';
import { findNative, type NativeCandidate } from './native/find-native.js';
import { loadNative } from './native/load-native.js';
import { howToInstall, NativeEngineError } from './native/native-engine-error.js';
import type { TfNamespace } from './tf-namespace.js';

export { timeModel } from './hint/time-model.js';
export { loadNative } from './native/load-native.js';
export { type ProbeResult, probeEngine } from './probe.js';
export type { CompiledProbe } from './probe-compiled.js';
export type { TfNamespace } from './tf-namespace.js';

/** A TensorFlow.js that is ready to train. */
export interface Engine {
  info: EngineInfo;
  /** What cells get from `import * as tf from '@tensorflow/tfjs-node'`. */
  tf: TfNamespace;
  /** What the student should know: a native engine is there and does not load, why, and what to do. */
  notice?: string;
}

export interface EngineOptions {
  /** Absolute path of the folder that holds `tfjs-backend-wasm.wasm` and `tfjs-backend-wasm-simd.wasm`. */
  wasmFolder: string;
  /** The notebook's folder, from where a tfjs-node of the workspace is looked for. Without it none is. */
  folder?: string;
  /** Where the installed native engine is looked for (`engineStorage()`). Without it none is. */
  storage?: string;
  /** Default `auto`: the tfjs-node of the workspace, which thereby pins it, else the embedded engine. */
  choice?: EngineChoice;
  /** Whether training steps are compiled on the embedded engine. Default: unless EPOCHBOOK_COMPILE is 0. */
  compile?: boolean;
  /** Language of the sentences. */
  locale?: Locale;
}

/** The native engine was asked for and cannot be had. */
export class NoNativeEngineError extends Error {
  override name = 'NoNativeEngineError';
}

/**
 * Loads the engine of this process. TensorFlow.js keeps its state per process, so every call gives the same engine.
 *
 * @throws NoNativeEngineError where `native` is pinned and none loads; Error when the WebAssembly files are missing or
 * do not start. A later call tries again.
 */
export async function loadEngine(options: EngineOptions): Promise<Engine> {
  const { choice = 'auto', wasmFolder, locale } = options;
  if (locale) setLocale(locale);
  const failures: NativeEngineError[] = [];
  for (const candidate of candidatesFor(choice, options)) {
    try {
      return withNotice(await loadNative(candidate), failures);
    } catch (error) {
      if (!(error instanceof NativeEngineError)) throw error;
      failures.push(error);
    }
  }
  if (choice === 'native') throw new NoNativeEngineError(noNative(failures));
  // Loaded only now: its copy of tfjs must not meet that of a native engine.
  const { loadEmbeddedEngine } = await import('./embedded/load-embedded-engine.js');
  if (options.compile !== undefined) setCompiling(options.compile);
  return withNotice(await loadEmbeddedEngine({ wasmFolder }), failures);
}

/**
 * The installed engine is taken only where it is asked for: the nets of a course train several times faster on the embedded
 * one, and a hint tells which do not.
 */
function candidatesFor(choice: EngineChoice, { folder, storage }: EngineOptions): NativeCandidate[] {
  if (choice === 'embedded') return [];
  return findNative(choice === 'native' ? { folder, storage } : { folder });
}

const noNative = (failures: NativeEngineError[]): string =>
  failures.length > 0
    ? failures.map(({ message }) => message).join('\n')
    : `${say(
        'This notebook asks for the native engine, and none is installed.',
        '이 노트북은 네이티브 엔진을 쓰도록 되어 있는데 설치되어 있지 않습니다.',
      )} ${howToInstall()}`;

function withNotice(engine: Engine, failures: NativeEngineError[]): Engine {
  if (failures.length === 0) return engine;
  const instead = say(`Used instead: ${engine.info.label}.`, `대신 쓰는 엔진: ${engine.info.label}.`);
  return { ...engine, notice: [...failures.map(({ message }) => message), instead].join('\n') };
}
