import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RunPayload, TimelinePayload } from '../../protocol/index.js';
import { timelineOf } from '../../renderers/timeline/from-run.js';

const FILE = join(import.meta.dirname, 'lesson-timelines.json');

type Timelines = Record<string, TimelinePayload>;

/** The timelines of the lesson on callbacks (workbooks/en/05-early-stopping-and-callbacks.ipynb), as its run on the embedded engine gave them. */
export const storedLesson = (): Timelines => JSON.parse(readFileSync(FILE, 'utf8')) as Timelines;

/**
 * The timeline of a run of the lesson, to be compared: without what names this very run, floats with 6 digits.
 * Steps and epochs are whole and stay.
 */
export function lessonTimeline(run: RunPayload): TimelinePayload {
  const timeline: TimelinePayload = { ...timelineOf(run), run: 'lesson' };
  return JSON.parse(JSON.stringify(timeline, sixDigits)) as TimelinePayload;
}

/** Stores the timelines by the ids of their cells. */
export const storeLesson = (timelines: Timelines): void =>
  writeFileSync(FILE, `${JSON.stringify(timelines, null, 1)}\n`);

const sixDigits = (_: string, value: unknown): unknown =>
  typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(6)) : value;
