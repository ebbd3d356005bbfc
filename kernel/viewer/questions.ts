import type { VariableRequests } from '../../protocol/index.js';

type Asked<K extends 'valueRows' | 'valueStatistics' | 'valueImage'> = {
  method: K;
  view: string;
  params: VariableRequests[K]['params'];
};

/** What is asked of the thread that looks at values. */
export type ViewerQuestion =
  | Asked<'valueRows'>
  | Asked<'valueStatistics'>
  | Asked<'valueImage'>
  | { method: 'closeValue'; view: string };

/** Its answer to the question with this number. */
export type FromViewer = { call: number; result: unknown } | { call: number; failed: string };
