import { say } from '../../words/index.js';

/** A function of `tf.node` was called that only the native library can do. */
export class NeedsNativeEngineError extends Error {
  override name = 'NeedsNativeEngineError';
}

/** A stand-in that says what to do instead. */
export const needsNativeEngine = (name: string, instead: () => string) => (): never => {
  throw new NeedsNativeEngineError(
    say(
      `${name} needs the native engine (@tensorflow/tfjs-node), and this notebook runs on the embedded one. ${instead()}`,
      `${name}에는 네이티브 엔진(@tensorflow/tfjs-node)이 필요한데 이 노트북은 내장 엔진을 쓰고 있습니다. ${instead()}`,
    ),
  );
};
