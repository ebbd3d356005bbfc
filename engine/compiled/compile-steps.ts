import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { wrapMethod } from '../patches/wrap-method.js';
import type { TfNamespace } from '../tf-namespace.js';
import { stateOf, type TrainedModel } from '../training/index.js';
import { watchPenalties } from './runtime/penalties.js';
import type { Sessions } from './runtime/sessions.js';
import type { CompiledModel } from './support/model-parts.js';
import { isCompiling } from './switch.js';
import { tellReason } from './tell-reason.js';
import { isTaped } from './trace/is-taped.js';
import type { StepFunction } from './trace/trace.js';
import { writeGraphs } from './write-graphs.js';

/**
 * Lets the training steps of models run compiled: `fit`, `fitDataset` and `trainOnBatch` all take them from
 * `makeTrainFunction`.
 */
export function compileSteps(tf: TfNamespace, backend: BackendWasm, sessions: Sessions): void {
  sessions.begin();
  const { EPOCHBOOK_GRAPHS: folder } = process.env;
  if (folder) writeGraphs(folder);
  watchPenalties(tf);
  wrapMethod<CompiledModel, [], StepFunction>(
    tf.LayersModel.prototype,
    'makeTrainFunction',
    'compiled steps',
    (original) =>
      function () {
        const uncompiled = original.call(this);
        if (!isCompiling()) return uncompiled;
        return (data) => {
          // Weights of a data set's batch come by another way than the batch.
          const weighted = stateOf(this as unknown as TrainedModel)?.nextWeights;
          if (weighted || tf.backend() !== backend || isTaped(tf)) return uncompiled(data);
          const session = sessions.of(this);
          const begun = performance.now();
          const outputs = session.step(data, uncompiled);
          const refusal = session.refusalOf(data);
          if (refusal) tellReason(this, refusal, performance.now() - begun);
          return outputs;
        };
      },
  );
  wrapMethod<object, [], unknown>(
    tf.LayersModel.prototype,
    'dispose',
    'compiled steps',
    (original) =>
      function () {
        sessions.forget(this);
        return original.call(this);
      },
  );
}
