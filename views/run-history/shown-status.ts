import type { RunSummary } from '../../protocol/index.js';

/** A run's state as the list tells it: one that has diverged says so, however it ended. */
export const shownStatuses = [
  'running',
  'completed',
  'stopped',
  'diverged',
  'failed',
  'lost',
  'unreadable',
] as const;
export type ShownStatus = (typeof shownStatuses)[number];

export function shownStatus({ status, diverged }: Pick<RunSummary, 'status' | 'diverged'>): ShownStatus {
  if (diverged !== undefined && (status === 'completed' || status === 'stopped')) return 'diverged';
  return status === 'interrupted' ? 'stopped' : status;
}

/** Told apart by form, not by colour alone. */
export const statusMarks: Record<ShownStatus, string> = {
  running: '▶',
  completed: '✓',
  stopped: '■',
  diverged: '↗',
  failed: '✕',
  lost: '⊘',
  unreadable: '?',
};
