/** How a test ended under Windows' Node. */
export interface Outcome {
  /** With the names of the groups that it stands in. */
  name: string;
  state: 'passed' | 'failed' | 'skipped';
  ms: number;
  error?: string;
  /** Why it was skipped. */
  reason?: string;
}
