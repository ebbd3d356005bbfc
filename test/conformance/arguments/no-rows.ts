/** Public functions and methods that no row calls, as they take no tensor to compute on. */
const NO_OPERATIONS: readonly RegExp[] = [
  // Classes.
  /^[A-Z]\w*$/,
  /^OptimizerConstructors/,
  // Registries, backends, memory, flags.
  /^(backend|copyRegisteredKernels|deprecationWarn|disableDeprecationWarnings|dispose|disposeVariables|enableDebugMode)$/,
  /^(enableProdMode|engine|env|findBackend|findBackendFactory|getBackend|getGradient|getKernel|getKernelsForBackend)$/,
  /^(keep|memory|nextFrame|op|profile|ready|registerBackend|registerGradient|registerKernel|removeBackend|setBackend)$/,
  /^(setPlatform|tidy|time|train|unregisterGradient|unregisterKernel|deregisterOp|registerOp|setWebGLContext)$/,
  /^(forceHalfFloat|registerCallbackConstructor|enclosingPowerOfTwo)$/,
  // They take functions: what these call is in the rows.
  /^(customGrad|grad|grads|valueAndGrad|valueAndGrads|variableGrads)$/,
  // Models: they have tests of their own.
  /^(input|model|sequential|loadLayersModel|loadGraphModel|loadGraphModelSync)$/,
  /^(callbacks|constraints|initializers|layers|metrics|models|regularizers|data|node|io|train)\./,
  // Losses of Keras: they have tests of their own.
  /^losses\.(meanAbsoluteError|meanAbsolutePercentageError|meanSquaredLogarithmicError|huber|logCosh|hinge|squaredHinge)$/,
  /^losses\.(categoricalHinge|klDivergence|poisson|cosineSimilarity|dice|tversky)$/,
  /^losses\.(binary|categorical|sparseCategorical)(Focal)?Crossentropy$/,
  // Parts that kernels are made of.
  /^(backend_util|broadcast_util|device_util|gather_util|kernel_impls|scatter_util|serialization|slice_util|tensor_util)\./,
  /^(test_util|util|ENV|shared|gpgpu_util|webgl|webgl_util)\./,
  // They need a browser's canvas or graphics card.
  /^browser\.(draw|fromPixels|fromPixelsAsync)$/,
  /^Tensor\.(dataToGPU|dispose|throwIfDisposed)$/,
  /^Variable\.dispose$/,
  /^TensorBuffer\.toString$/,
];

export const needsNoRow = (name: string): boolean => NO_OPERATIONS.some((pattern) => pattern.test(name));
