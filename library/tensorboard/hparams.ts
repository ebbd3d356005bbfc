import { PbfWriter } from 'pbf';
import type { SummaryValue } from './event.js';

// Field numbers are those of tensorboard/plugins/hparams/{plugin_data,api}.proto and google/protobuf/struct.proto.

export type HyperparameterValue = number | string | boolean;
export type Hyperparameters = Readonly<Record<string, HyperparameterValue>>;

/** What an experiment varies and what it looks at: the columns of the HParams tab. */
export interface ExperimentPlan {
  name?: string;
  /** The values that a hyperparameter takes, or its range. */
  hparams: Readonly<Record<string, readonly HyperparameterValue[] | { min: number; max: number }>>;
  /** Tags of scalars; `validation/epoch_loss` is that of the sub-run `validation`. */
  metrics: readonly string[];
}

const TYPES = { string: 1, boolean: 2, number: 3 };
const DISCRETE = 5;
const INTERVAL = 6;

const hparamsValue = (tag: string, write: (data: PbfWriter) => void): SummaryValue => {
  const data = new PbfWriter();
  write(data);
  return {
    tag: `_hparams_/${tag}`,
    plugin: 'hparams',
    content: data.finish(),
    tensor: { dtype: 'float32', shape: [0], values: [] },
  };
};

/**
 * The hyperparameters of a trial, at its start.
 *
 * @param group Trials of one group are one row, with the mean of their metrics.
 * @param time Seconds since 1970.
 */
export const sessionStart = (hparams: Hyperparameters, group: string, time: number): SummaryValue =>
  hparamsValue('session_start_info', (data) =>
    data.writeMessage(
      3,
      (_, info) => {
        for (const [key, value] of Object.entries(hparams)) {
          info.writeMessage(
            1,
            (__, entry) => {
              entry.writeStringField(1, key);
              entry.writeMessage(2, writeValue, value);
            },
            null,
          );
        }
        info.writeStringField(4, group);
        info.writeDoubleField(5, time);
      },
      null,
    ),
  );

/** How a trial ended. @param time Seconds since 1970. */
export const sessionEnd = (status: 'success' | 'failure', time: number): SummaryValue =>
  hparamsValue('session_end_info', (data) =>
    data.writeMessage(
      4,
      (_, info) => {
        info.writeVarintField(1, status === 'success' ? 1 : 2);
        info.writeDoubleField(2, time);
      },
      null,
    ),
  );

/** The plan of an experiment; without one TensorBoard gathers the columns from the trials. */
export const experiment = (plan: ExperimentPlan, time: number): SummaryValue =>
  hparamsValue('experiment', (data) => data.writeMessage(2, writeExperiment, { plan, time }));

function writeExperiment({ plan, time }: { plan: ExperimentPlan; time: number }, message: PbfWriter): void {
  message.writeDoubleField(3, time);
  for (const [name, domain] of Object.entries(plan.hparams)) {
    message.writeMessage(4, writeDomain, { name, domain });
  }
  for (const tag of plan.metrics) message.writeMessage(5, writeMetric, tag);
  if (plan.name) message.writeStringField(6, plan.name);
}

function writeDomain(
  { name, domain }: { name: string; domain: ExperimentPlan['hparams'][string] },
  info: PbfWriter,
): void {
  info.writeStringField(1, name);
  if ('min' in domain) {
    info.writeVarintField(4, TYPES.number);
    info.writeMessage(
      INTERVAL,
      ({ min, max }, interval) => {
        interval.writeDoubleField(1, min);
        interval.writeDoubleField(2, max);
      },
      domain,
    );
    return;
  }
  const kinds = new Set(domain.map((value) => typeof value as keyof typeof TYPES));
  info.writeVarintField(4, kinds.size === 1 ? TYPES[[...kinds][0] as keyof typeof TYPES] : TYPES.string);
  info.writeMessage(
    DISCRETE,
    (values, list) => {
      for (const value of values) list.writeMessage(1, writeValue, value);
    },
    domain,
  );
}

function writeMetric(path: string, info: PbfWriter): void {
  const slash = path.lastIndexOf('/');
  info.writeMessage(
    1,
    (_, name) => {
      if (slash > 0) name.writeStringField(1, path.slice(0, slash));
      name.writeStringField(2, path.slice(slash + 1));
    },
    null,
  );
}

function writeValue(value: HyperparameterValue, message: PbfWriter): void {
  if (typeof value === 'number') message.writeDoubleField(2, value);
  else if (typeof value === 'string') message.writeStringField(3, value);
  else message.writeBooleanField(4, value);
}
