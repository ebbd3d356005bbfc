import { fromSample, type RunPayload } from '../../protocol/index.js';
import { otherName } from '../fitting/index.js';

/** The finished epochs of this very training. */
export const epochsOf = ({ epochs, plan }: RunPayload): number =>
  Math.max(0, (epochs.epoch.at(-1) ?? plan.initialEpoch) - plan.initialEpoch);

/** What a training logged in each epoch under this name, or under the other name of an accuracy; undefined: nothing. */
export function valuesOf({ epochs }: RunPayload, name: string): number[] | undefined {
  const column = Object.hasOwn(epochs.logs, name) ? epochs.logs[name] : epochs.logs[otherName(name) ?? ''];
  const values = column?.map(fromSample).filter((value) => value !== null);
  return values?.length ? values : undefined;
}

export const metricNames = ({ epochs }: RunPayload): string[] => Object.keys(epochs.logs);
