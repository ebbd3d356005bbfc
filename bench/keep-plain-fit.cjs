// Loaded into a kernel before its own code (NODE_OPTIONS=--require): keeps the `fit` that tfjs brings, so that a cell can
// train without the recorder, in the same process and on the same engine. The kernel attaches the recorder right after
// it has loaded the engine.
const Module = require('node:module');

const load = Module._load;
Module._load = (request, ...rest) => {
  const exported = load(request, ...rest);
  if (!/[\\/]kernel[\\/]engine\.cjs$/.test(request)) return exported;
  const loadEngine = async (options) => {
    const engine = await exported.loadEngine(options);
    globalThis.epochbookPlainFit ??= engine.tf.LayersModel.prototype.fit;
    return engine;
  };
  return { ...exported, loadEngine };
};
