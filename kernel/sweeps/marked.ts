/** On objects in the file that a trial's process is handed: what they stand for. */
export const MARK = 'epochbook:stands for';

/** Values that structured cloning does not know, as it takes them. */
export type Marked =
  | { [MARK]: 'tensor'; shape: number[]; dtype: string; values: unknown }
  | { [MARK]: 'table'; columns: [string, readonly unknown[]][] }
  /** Beside the file of the values, which may have been moved meanwhile. */
  | { [MARK]: 'scaler'; file: string };
