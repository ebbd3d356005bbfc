/** Largest saved JSON of one output, in bytes. */
export const MAX_JSON_BYTES = 256 * 1024;
/** Most bytes that a packed payload of an output holds when it is unpacked, so that it is drawn at once. */
export const MAX_UNPACKED_BYTES = 4 * 1024 * 1024;
/** Largest still picture of one output, in bytes. */
export const MAX_SVG_BYTES = 128 * 1024;
/** Most live messages to a view, per second. */
export const LIVE_HZ = 20;
/** Most snapshots put into the saved output, per second. */
export const SNAPSHOT_HZ = 2;
/** Text that one cell may print before its output is cut, in characters: the head and the tail that are kept. */
export const STREAM_HEAD = 512 * 1024;
export const STREAM_TAIL = 64 * 1024;
/** Fits of one cell that are drawn one by one; more than these are drawn as one group. */
export const MAX_SINGLE_RUNS = 8;
