/** A function of `tf.node` was called that only the native library can do. */
export class NeedsNativeEngineError extends Error {
  override name = 'NeedsNativeEngineError';
}

/** A stand-in that says what to do instead. */
export const needsNativeEngine = (name: string, instead: string) => (): never => {
  throw new NeedsNativeEngineError(
    `${name} needs the native engine (@tensorflow/tfjs-node), and this notebook runs on the embedded one. ${instead}`,
  );
};
