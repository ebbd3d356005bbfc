export const runStatuses = ['running', 'completed', 'stopped', 'interrupted', 'failed', 'lost'] as const;
export type RunStatus = (typeof runStatuses)[number];
