import { type StepTaker, TAKES_STEPS } from '../../engine/watching/index.js';
import { type CallbackEvent, type CallbackLane, toSample } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import { callbackList, HOOKS } from './callback-list.js';
import {
  type ActSink,
  CALLBACK,
  type CallbackAct,
  type FitModel,
  type FitParams,
  isOwnCallback,
  type Logs,
  type OwnCallback,
} from './contract.js';
import { beginExecuting, executeAs } from './executing.js';
import { addOtherNames } from './log-names.js';
import { resolveLogs } from './resolve-logs.js';
import { RunningMeans } from './running-means.js';

/** What tfjs calls: its own `Callback` has these methods. */
interface TfjsCallback {
  readonly [TAKES_STEPS]?: StepTaker;
  setParams(params: FitParams): void;
  setModel(model: unknown): void;
  onTrainBegin(logs?: Logs): Promise<void>;
  onTrainEnd(logs?: Logs): Promise<void>;
  onEpochBegin(epoch: number, logs?: Logs): Promise<void>;
  onEpochEnd(epoch: number, logs?: Logs): Promise<void>;
  onBatchBegin(batch: number, logs?: Logs): Promise<void>;
  onBatchEnd(batch: number, logs?: Logs): Promise<void>;
}

export interface FitTf {
  CustomCallback: new (hooks: object, yieldEvery?: unknown) => object;
}

type BatchHooks = Pick<TfjsCallback, 'onBatchBegin' | 'onBatchEnd'>;

export interface FitCallbacksOptions {
  tf: FitTf;
  /** The model whose loop runs. */
  model: FitModel;
  /** The model that the student trains: a `Sequential` trains through an inner model. */
  owner: unknown;
  callbacks: unknown;
  yieldEvery?: unknown;
  initialEpoch: number;
  epochs: number;
}

/** What becomes of what the callbacks of a fit do. */
export interface FitListener {
  lane(lane: CallbackLane): void;
  event(event: CallbackEvent): void;
  /** Whether the student has stopped the training by hand. */
  interrupted(): boolean;
}

/**
 * The callbacks of one `fit`, as tfjs can call them: ours with the hooks, order and logs of Keras, those of tfjs and plain
 * objects as they are, in the order of the student's list. What each does goes to the listener.
 */
export class FitCallbacks {
  /** The lanes so far; those of callbacks that have reported nothing yet and need not be shown are missing. */
  readonly lanes: CallbackLane[] = [];
  /** Is told of rows that were gathered without an operation of TensorFlow.js: so many a batch. */
  gathered: ((rows: Int32Array, size: number) => void) | undefined;
  private readonly given: object[];
  private readonly own: OwnCallback[];
  private readonly acts = new Map<OwnCallback, ActSink>();
  private readonly means = new RunningMeans();
  private listener: FitListener | undefined;
  private epoch: number;
  private step = 0;
  private batchLogs: { of: object; means: Logs } | undefined;
  private tested: object | undefined;
  private lastLogs: Logs = {};
  private validates = false;
  private brokenOff = false;
  private endExecuting = (): void => {};
  /** tfjs forgets a stop that is asked for before the first epoch. */
  private stopAtFirstBatch = false;

  constructor(private readonly options: FitCallbacksOptions) {
    this.given = callbackList(options.callbacks);
    this.own = this.given.filter(isOwnCallback);
    this.epoch = options.initialEpoch;
  }

  /** Whether `prepare` has anything to do. */
  get needPreparing(): boolean {
    return this.own.some((callback) => callback[CALLBACK].beforeFit);
  }

  /** What must happen before tfjs reads its arguments. The answer is the epoch to start from, counted from 0. */
  async prepare(): Promise<number> {
    const { owner: model, epochs } = this.options;
    for (const callback of this.own) {
      this.epoch = (await callback[CALLBACK].beforeFit?.({ model, epochs })) ?? this.epoch;
    }
    return this.epoch;
  }

  listen(listener: FitListener): void {
    this.listener = listener;
  }

  /** The list for tfjs. */
  forTfjs(): object[] {
    this.endExecuting = beginExecuting();
    const { tf, yieldEvery } = this.options;
    const plain = this.given.some((callback) => !('setParams' in callback));
    // Without a plain object nothing would give way to the event loop now and then.
    const yields = !plain && (this.own.length > 0 || this.given.length === 0);
    // tfjs looks at the first only, and takes nothing but an instance of its own for one.
    const first = new tf.CustomCallback({}, yields ? yieldEvery : 'never');
    const list: object[] = [first, this.counter()];
    for (const [place, callback] of this.given.entries()) {
      if (isOwnCallback(callback)) list.push(this.adaptOwn(callback));
      else if ('setParams' in callback) list.push(this.adaptTfjs(callback as TfjsCallback, place));
      else list.push(new tf.CustomCallback(this.adaptPlain(callback, place), yieldEvery));
    }
    return list;
  }

  /** What `fit` gives back can be read under both names of an accuracy too. */
  nameHistory(given: unknown): void {
    const { history } = (given ?? {}) as { history?: Record<string, unknown> };
    if (history) addOtherNames(history);
  }

  /** The callbacks are let go; what they report from now on belongs to no run. */
  end(): void {
    for (const callback of this.own) callback[CALLBACK].connect(undefined);
    this.listener = undefined;
    this.endExecuting();
  }

  /** Stands before all others and knows where the fit is. */
  private counter(): TfjsCallback {
    const nothing = async (): Promise<void> => {};
    return {
      [TAKES_STEPS]: {
        each: false,
        most: () => (this.stopAtFirstBatch ? 1 : Number.POSITIVE_INFINITY),
        took: ({ count, rows, size }) => {
          this.gathered?.(rows, size);
          this.batchesEnded(count);
        },
        gathered: (rows) => this.gathered?.(rows, rows.length),
      },
      setParams: ({ doValidation }) => {
        this.validates = doValidation;
      },
      setModel() {},
      onTrainBegin: async () => {
        this.options.model.stopTraining = false;
      },
      onTrainEnd: nothing,
      onEpochBegin: async (epoch) => {
        this.epoch = epoch + 1;
        this.means.reset();
      },
      onEpochEnd: nothing,
      onBatchBegin: nothing,
      onBatchEnd: async () => this.batchesEnded(1),
    };
  }

  private batchesEnded(count: number): void {
    this.step += count;
    if (this.stopAtFirstBatch) this.options.model.stopTraining = true;
    this.stopAtFirstBatch = false;
  }

  private adaptOwn(callback: OwnCallback): TfjsCallback {
    const lane = callback[CALLBACK].lane();
    const sink = this.sinkFor(() => lane ?? { name: callback[CALLBACK].name, settings: {} });
    if (lane) sink.open();
    callback[CALLBACK].connect(sink.act);
    this.acts.set(callback, sink.act);
    const as = (hook: () => unknown): Promise<void> => executeAs(sink.act, async () => void (await hook()));
    return {
      [TAKES_STEPS]: takerOf(callback, (hook) => executeAs(sink.act, hook)),
      setParams: (params) => {
        const { initialEpoch, epochs } = this.options;
        callback.setParams({
          ...params,
          initialEpoch: params.initialEpoch ?? initialEpoch,
          epochs: params.epochs ?? epochs,
        });
      },
      setModel: () => callback.setModel(this.options.owner),
      onTrainBegin: async () => {
        await as(() => callback.onTrainBegin({}));
        if (this.options.model.stopTraining) this.stopAtFirstBatch = true;
      },
      onTrainEnd: () => {
        this.tellInterruption(callback);
        return as(() => callback.onTrainEnd(this.lastLogs));
      },
      onEpochBegin: (epoch) => as(() => callback.onEpochBegin(epoch, {})),
      onEpochEnd: async (epoch, logs = {}) => {
        await this.endOfEpoch(logs);
        this.tellInterruption(callback);
        if (this.brokenOff) callback[CALLBACK].breakOff();
        await as(() => callback.onEpochEnd(epoch, logs));
      },
      onBatchBegin: (batch) => as(() => callback.onTrainBatchBegin(batch, {})),
      onBatchEnd: async (batch, logs = {}) => {
        const means = await this.endOfBatch(logs);
        await as(() => callback.onTrainBatchEnd(batch, means));
      },
    };
  }

  private tellInterruption(callback: OwnCallback): void {
    if (this.listener?.interrupted()) callback[CALLBACK].interrupt();
  }

  /** Once per batch, for the first of our callbacks that gets there. */
  private async endOfBatch(logs: Logs): Promise<Logs> {
    if (this.batchLogs?.of !== logs) {
      const means = this.means.add(await resolveLogs(logs));
      addOtherNames(means);
      this.batchLogs = { of: logs, means };
    }
    return this.batchLogs.means;
  }

  /** Once per epoch: tfjs has validated without telling anybody. Keras calls these hooks of all callbacks before the others. */
  private async endOfEpoch(logs: Logs): Promise<void> {
    if (this.tested === logs) return;
    this.tested = logs;
    await resolveLogs(logs);
    addOtherNames(logs);
    this.lastLogs = logs;
    const validation = Object.entries(logs).filter(([name]) => name.startsWith('val_'));
    this.brokenOff = this.validates && validation.length === 0;
    if (validation.length === 0) return;
    const values = Object.fromEntries(validation.map(([name, value]) => [name.slice('val_'.length), value]));
    addOtherNames(values);
    for (const [callback, act] of this.acts) await executeAs(act, async () => callback.onTestBegin({}));
    for (const [callback, act] of this.acts) await executeAs(act, async () => callback.onTestEnd(values));
  }

  private adaptTfjs(callback: TfjsCallback, place: number): TfjsCallback {
    const { name } = callback.constructor;
    // A minified class has no name worth showing.
    const { act } = this.sinkFor(() =>
      unnamed(place, name.length > 2 && name !== 'CustomCallback' ? name : undefined),
    );
    const adapted: TfjsCallback = {
      setParams: (params) => callback.setParams(params),
      setModel: (model) => callback.setModel(model),
      onTrainBegin: (logs) => executeAs(act, () => callback.onTrainBegin(logs)),
      onTrainEnd: (logs) => executeAs(act, () => callback.onTrainEnd(logs)),
      onEpochBegin: (epoch, logs) => executeAs(act, () => callback.onEpochBegin(epoch, logs)),
      onEpochEnd: (epoch, logs) => executeAs(act, () => callback.onEpochEnd(epoch, logs)),
      onBatchBegin: (batch, logs) => executeAs(act, () => callback.onBatchBegin(batch, logs)),
      onBatchEnd: (batch, logs) => executeAs(act, () => callback.onBatchEnd(batch, logs)),
    };
    // What tfjs has for a callback that looks at no batch.
    const idle = Object.getPrototypeOf(this.options.tf.CustomCallback.prototype) as BatchHooks | null;
    for (const hook of ['onBatchBegin', 'onBatchEnd'] as const)
      if (idle && callback[hook] === idle[hook]) Object.defineProperty(adapted, hook, { value: idle[hook] });
    return adapted;
  }

  private adaptPlain(callback: object, place: number): object {
    const { act } = this.sinkFor(() => unnamed(place));
    const adapted: Record<string, unknown> = { ...callback };
    for (const name of HOOKS) {
      const hook: unknown = callback[name as never];
      if (typeof hook !== 'function') continue;
      adapted[name] = (...values: unknown[]) => executeAs(act, () => hook.apply(callback, values));
    }
    return adapted;
  }

  private sinkFor(lane: () => CallbackLane): { act: ActSink; open(): void } {
    let index: number | undefined;
    const open = (): number => {
      if (index === undefined) {
        const opened = lane();
        index = this.lanes.push(opened) - 1;
        this.listener?.lane(opened);
      }
      return index;
    };
    return {
      open: () => void open(),
      act: (act) => this.listener?.event(this.event(open(), act)),
    };
  }

  private event(lane: number, { kind, facts, value, text, label }: CallbackAct): CallbackEvent {
    return {
      lane,
      kind,
      epoch: this.epoch,
      step: this.step,
      ...(value !== undefined && { value: toSample(value) }),
      facts,
      ...(text !== undefined && { text }),
      ...(label !== undefined && { label }),
    };
  }
}

const unnamed = (place: number, name = say(`callback ${place + 1}`, `콜백 ${place + 1}`)): CallbackLane => ({
  name,
  settings: {},
});

function takerOf(callback: OwnCallback, as: (hook: () => void) => void): StepTaker {
  const { inOneGo } = callback[CALLBACK];
  return {
    get each() {
      return callback[CALLBACK].looksAtBatches;
    },
    ...(inOneGo?.most && { most: () => inOneGo.most?.() ?? Number.POSITIVE_INFINITY }),
    // The loss is the first of what a step reports.
    ...(inOneGo?.ends && { ends: (values, place) => inOneGo.ends?.(values[place] as number) === true }),
    ...(inOneGo && {
      took: ({ batch, count, values, labels }) => {
        const loss = values[(count - 1) * labels.length] as number;
        as(() => inOneGo.took(batch + count - 1, count, loss));
      },
    }),
  };
}
