import { expect, test } from 'vitest';
import { type ResumePoint, resumePoint } from '../../../extension/lost-runs/resume-point.js';
import type { CallbackEvent } from '../../../protocol/index.js';

const event = (epoch: number, facts: CallbackEvent['facts'], kind: CallbackEvent['kind'] = 'saved') => ({
  lane: 0,
  kind,
  epoch,
  step: epoch,
  facts,
});
const weights = (epoch: number) => event(epoch, { path: `w${epoch}.weights.h5`, what: 'weights' });
const backup = (next: number) => event(next - 1, { path: 'backup', what: 'backup', next });
const TIME = { startedAt: '2026-01-01T00:00:00.000Z', progress: { elapsedMs: 1500 } };
const run = (events: CallbackEvent[], status: 'lost' | 'completed' | 'running' | 'failed' = 'lost') =>
  ({ ...TIME, status, plan: { epochs: 10 }, callbacks: { lanes: [], events } }) as never;

test.each([
  ['the last checkpoint', [weights(2), weights(5)], { path: 'w5.weights.h5', epoch: 5, byItself: false }],
  [
    'a whole model',
    [event(3, { path: 'm.keras', what: 'model' })],
    { path: 'm.keras', epoch: 3, byItself: false },
  ],
  ['the backup of the same epoch', [weights(4), backup(5)], { path: 'backup', epoch: 4, byItself: true }],
  ['the backup, in whichever order', [backup(5), weights(4)], { path: 'backup', epoch: 4, byItself: true }],
  [
    'a checkpoint after the last backup',
    [backup(3), weights(6)],
    { path: 'w6.weights.h5', epoch: 6, byItself: false },
  ],
  [
    'nothing where none was saved',
    [event(2, {}, 'skipped'), event(3, { path: 'x', what: 'weights' }, 'failed')],
    undefined,
  ],
  ['nothing of a log', [event(2, { path: 'log.csv', what: 'log' })], undefined],
  ['nothing where no epoch is left', [weights(10)], undefined],
] as [string, CallbackEvent[], Omit<ResumePoint, 'heardOf'> | undefined][])('%s', (_, events, point) => {
  expect(resumePoint(run(events))).toEqual(
    point && { ...point, heardOf: Date.parse('2026-01-01T00:00:01.500Z') },
  );
});

test.each(['completed', 'running', 'failed'] as const)('nothing of a run that is %s', (status) => {
  expect(resumePoint(run([weights(2)], status))).toBeUndefined();
});

test('nothing of a run without callbacks', () => {
  expect(resumePoint({ ...TIME, status: 'lost', plan: { epochs: 3 } } as never)).toBeUndefined();
});
