import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { wrapMethod } from '../patches/wrap-method.js';
import type { TfNamespace } from '../tf-namespace.js';
import { finish, stateOf, type TrainedModel, type TrainingState } from '../training/index.js';
import { EpochMeans } from './epochs/epoch-means.js';
import { kindOfBatch } from './runtime/batch-kind.js';
import type { ForwardProgram, ForwardPrograms } from './runtime/forward-programs.js';
import { tellValidationPenalties } from './runtime/penalties.js';
import type { Session } from './runtime/session.js';
import type { Sessions } from './runtime/sessions.js';
import type { CompiledModel } from './support/model-parts.js';
import { isCompiling } from './switch.js';
import { isTaped } from './trace/is-taped.js';

type Data = (Tensor | null)[];
type TestFunction = (data: Data) => Scalar[];

/** What an evaluation touches of a tfjs `LayersModel`. */
interface EvaluatedModel extends CompiledModel {
  calculateValidationLosses(rows: number): unknown;
  call(inputs: Tensor[], kwargs: object): Tensor | Tensor[];
}

interface Batches {
  data: Data;
  samples: number;
  batchSize: number;
}

/** Calls `each` with the program of each batch. The answer is whether all of them had one. */
type EachBatch = (
  each: (program: ForwardProgram, start: number, rows: number) => void,
  state?: TrainingState,
) => boolean;

/** Lets `evaluate`, the validation of `fit` and `predict` run compiled. */
export function compileEvaluation(tf: TfNamespace, backend: BackendWasm, sessions: Sessions): void {
  const sessionOf = (model: CompiledModel): Session | undefined =>
    isCompiling() && tf.backend() === backend && !isTaped(tf) ? sessions.of(model) : undefined;

  const eachBatch =
    (
      programs: ForwardPrograms,
      what: string,
      { data, samples, batchSize }: Batches,
      run: (batch: Data) => Tensor[],
    ): EachBatch =>
    (each, state) => {
      for (let start = 0; start < samples; start += batchSize) {
        const rows = Math.min(batchSize, samples - start);
        const batch = (): Data => data.map((tensor) => tensor && rowsOf(tf, tensor, start, rows));
        const program = programs.of(`${what} ${kindOfBatch(data, rows)}`, batch, (given) => run([...given]));
        if (!program) return false;
        program.run(data, start, rows, state);
        each(program, start, rows);
      }
      return true;
    };

  const isAtHand = ({ data, samples }: Batches): boolean =>
    samples > 0 &&
    data.every(
      (tensor) =>
        !tensor ||
        (!tensor.isDisposed &&
          tensor.shape[0] === samples &&
          tensor.size > 0 &&
          isNumeric(tensor) &&
          isKept(backend, tensor)),
    );

  wrapMethod<
    EvaluatedModel,
    [f: TestFunction, data: Data, batchSize: number, verbose?: number, steps?: number],
    Scalar[]
  >(
    tf.LayersModel.prototype,
    'testLoop',
    'compiled evaluation',
    (original) =>
      function (f, data, batchSize, verbose, steps) {
        const uncompiled = (): Scalar[] => original.call(this, f, data, batchSize, verbose, steps);
        if ((verbose ?? 0) > 0 || (steps ?? null) !== null) return uncompiled();
        const state = stateOf(this as unknown as TrainedModel);
        const session = state && sessionOf(this);
        const programs = session?.mayCompile ? session.forward : undefined;
        const weights = state?.validationWeights ?? [];
        const batches = { data: [...data, ...weights], samples: data[0]?.shape[0] ?? 0, batchSize };
        if (!state || !programs || !isAtHand(batches)) return uncompiled();
        state.tested = [];
        let means: EpochMeans | undefined;
        const all = eachBatch(programs, 'test', batches, (batch) => withoutOwn(this, () => f(batch)));
        const done = all((program, _start, rows) => {
          const values = program.shapes.map((_, i) => program.output(i)[0] as number);
          means ??= new EpochMeans(values.length);
          means.add(values, 0, rows);
          tellPenalties(tf, this, program, rows);
        }, state);
        const reports = means?.quotients();
        if (!done || !reports) return uncompiled();
        return tf.tidy(() =>
          finish(
            tf,
            state,
            Array.from(reports, (value) => tf.scalar(value)),
          ),
        );
      },
  );

  wrapMethod<
    EvaluatedModel,
    [data: Tensor | Tensor[], batchSize?: number, verbose?: boolean],
    Tensor | Tensor[]
  >(
    tf.LayersModel.prototype,
    'predictLoop',
    'compiled predictions',
    (original) =>
      function (given, batchSize, verbose) {
        const uncompiled = (): Tensor | Tensor[] => original.call(this, given, batchSize, verbose);
        const session = verbose ? undefined : sessionOf(this);
        // Of what its training needs nothing matters here: a model that was loaded gives what it gave before.
        const programs = session?.mayPredict ? session.forward : undefined;
        const data = [given].flat();
        const samples = data[0]?.shape[0] ?? 0;
        const batches = { data, samples, batchSize: batchSize ?? 32 };
        if (!programs || data.length !== this.inputs.length || !isAtHand(batches)) return uncompiled();
        const outputs: { values: Float32Array; shape: number[] }[] = [];
        let aligned = true;
        const all = eachBatch(programs, 'predict', batches, (batch) =>
          [this.call(batch as Tensor[], {})].flat(),
        );
        const done = all((program, start, rows) => {
          program.shapes.forEach(([first, ...rest], i) => {
            if (first !== rows) aligned = false;
            const size = rest.reduce((a, b) => a * b, 1);
            outputs[i] ??= { values: new Float32Array(samples * size), shape: [samples, ...rest] };
            if (aligned) outputs[i].values.set(program.output(i), start * size);
          });
        });
        if (!done || !aligned) return uncompiled();
        const tensors = outputs.map(({ values, shape }) => tf.tensor(values, shape));
        return tensors.length === 1 ? (tensors[0] as Tensor) : tensors;
      },
  );
}

/** What programs read: a boolean has one byte. */
const isNumeric = ({ dtype }: Tensor): boolean => dtype === 'float32' || dtype === 'int32';

const isKept = (backend: BackendWasm, { dataId }: Tensor): boolean => backend.dataIdMap.has(dataId);

const rowsOf = (tf: TfNamespace, tensor: Tensor, start: number, rows: number): Tensor =>
  tf.slice(tensor, [start, ...Array<number>(tensor.rank - 1).fill(0)], [rows, ...tensor.shape.slice(1)]);

const METHOD = 'calculateValidationLosses';

/** Runs something as if nobody had put a method before the one that asks for penalties. */
function withoutOwn<T>(model: EvaluatedModel, run: () => T): T {
  const own = Object.getOwnPropertyDescriptor(model, METHOD);
  Reflect.deleteProperty(model, METHOD);
  try {
    return run();
  } finally {
    if (own) Object.defineProperty(model, METHOD, own);
  }
}

function tellPenalties(tf: TfNamespace, model: EvaluatedModel, program: ForwardProgram, rows: number): void {
  if (!Object.hasOwn(model, METHOD)) return;
  const penalties = program.penalties();
  if (penalties.length === 0) return;
  tf.tidy(() => {
    tellValidationPenalties(model, rows, () => penalties.map((value) => tf.scalar(value)));
  });
}
