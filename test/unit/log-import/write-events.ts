import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { encodeEvent, type SummaryValue } from '../../../library/tensorboard/event.js';
import { frameRecord } from '../../../library/tensorboard/frame-record.js';
import { scalarSummary } from '../../../library/tensorboard/summaries.js';

/** Values of one event: scalars by tag, or whole summaries. */
export interface WrittenEvent {
  step: number;
  /** Seconds since 1970. */
  at: number;
  scalars?: Readonly<Record<string, number>>;
  values?: SummaryValue[];
}

export const eventFileBytes = (events: readonly WrittenEvent[]): Buffer =>
  Buffer.concat([
    frameRecord(encodeEvent(events[0]?.at ?? 0, { fileVersion: 'brain.Event:2' })),
    ...events.map(({ step, at, scalars = {}, values = [] }) =>
      frameRecord(
        encodeEvent(at, {
          step,
          values: [...Object.entries(scalars).map(([tag, value]) => scalarSummary(tag, value)), ...values],
        }),
      ),
    ),
  ]);

/** Writes an event file, `run/events.out.tfevents.NAME`. @returns its path. */
export function writeEvents(
  root: string,
  run: string,
  name: string,
  events: readonly WrittenEvent[],
): string {
  const path = join(root, run, `events.out.tfevents.${name}`);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, eventFileBytes(events));
  return path;
}

/** Scalars at steps 0, 1, 2 …, a second apart. */
export const curve = (
  tag: string,
  values: readonly number[],
  { from = 0, at = 1_700_000_000 }: { from?: number; at?: number } = {},
): WrittenEvent[] => values.map((value, i) => ({ step: from + i, at: at + i, scalars: { [tag]: value } }));
