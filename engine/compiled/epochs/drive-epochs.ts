import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import { wrapMethod } from '../../patches/wrap-method.js';
import type { TfNamespace } from '../../tf-namespace.js';
import type { Sessions } from '../runtime/sessions.js';
import { areEpochsInOneGo } from '../switch.js';
import { callbackLists } from './configured-callbacks.js';
import { FitLoop, type FitOptions, type FittedModel } from './fit-loop.js';

type LoopArguments = [
  step: FitOptions['step'],
  data: FitOptions['data'],
  labels: string[],
  batchSize: number | null | undefined,
  epochs: number | null | undefined,
  verbose: number | null | undefined,
  callbacks: object[],
  validate: FitOptions['validate'],
  validationData: FitOptions['validationData'] | null,
  shuffle: boolean | string | null | undefined,
  metrics: string[],
  initialEpoch: number | null | undefined,
  stepsPerEpoch: number | null | undefined,
  validationSteps: number | null | undefined,
];

/** Lets `fit` go through epochs in a loop of ours where the steps of its model are compiled. */
export function driveEpochs(tf: TfNamespace, backend: BackendWasm, sessions: Sessions): void {
  wrapMethod<FittedModel & { history: History }, LoopArguments, Promise<unknown>>(
    tf.LayersModel.prototype,
    'fitLoop',
    'epochs in one go',
    (original) => {
      const listOf = callbackLists(tf, original as never);
      return async function (...args) {
        const [step, data, labels, batchSize, epochs] = args;
        const [validate, validationData, shuffle, metrics, initialEpoch] = args.slice(7) as [
          LoopArguments[7],
          LoopArguments[8],
          LoopArguments[9],
          LoopArguments[10],
          LoopArguments[11],
        ];
        const [stepsPerEpoch, validationSteps] = args.slice(12);
        const ours = areEpochsInOneGo() && tf.backend() === backend && sessions.of(this).mayCompile;
        const asked = stepsPerEpoch ?? validationSteps ?? (shuffle === 'batch' ? shuffle : undefined);
        if (!ours || asked !== undefined) return original.apply(this, args);
        const size = batchSize ?? 32;
        const samples = this.checkNumSamples(data, size, null, 'steps_per_epoch');
        if (!(samples > 0)) return original.apply(this, args);
        const list = listOf(samples, args);
        const history = list.callbacks.at(-1) as History;
        list.setModel(this);
        this.history = history;
        // The first forms the means of an epoch, which the loop does itself.
        list.callbacks.shift();
        const loop = new FitLoop({ tf, backend, sessions, list, samples }, this, {
          step,
          data,
          labels,
          batchSize: size,
          epochs: epochs ?? 1,
          validate: validationData ? validate : null,
          validationData: validationData ?? [],
          shuffle: Boolean(shuffle ?? true),
          metrics,
          initialEpoch: initialEpoch ?? 0,
        });
        await loop.run();
        await history.syncData();
        return this.history;
      };
    },
  );
}

interface History {
  syncData(): Promise<void>;
}
