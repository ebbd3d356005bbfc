import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { endRunLog } from '../../../kernel/client/end-run-log.js';

const folder = mkdtempSync(join(tmpdir(), 'epochbook-end-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const START = '{"type":"start","id":"r"}';
const ROWS = '{"type":"rows","id":"r","time":12.5,"at":{"epoch":1}}';
const LOST = '{"type":"end","id":"r","time":12.5,"status":"lost","reason":"gone"}';

test.each([
  ['whole rows', `${START}\n${ROWS}\n`, `${START}\n${ROWS}\n${LOST}\n`],
  ['half a line', `${START}\n${ROWS}\n{"type":"rows","id":"r","ti`, `${START}\n${ROWS}\n${LOST}\n`],
  ['half a line of Korean', `${START}\n${ROWS}\n{"name":"학`, `${START}\n${ROWS}\n${LOST}\n`],
  ['nothing but the start', `${START}\n`, `${START}\n${LOST.replace('12.5', '0')}\n`],
  ['half a start, which is no run yet', START.slice(0, 9), START.slice(0, 9)],
  [
    'an end',
    `${START}\n{"type":"end","status":"completed"}\n`,
    `${START}\n{"type":"end","status":"completed"}\n`,
  ],
])('a run log with %s', (name, before, after) => {
  const run = join(folder, '.epochbook', 'runs', name);
  mkdirSync(run, { recursive: true });
  const path = join(run, 'run.jsonl');
  writeFileSync(path, before);
  endRunLog(folder, name, { status: 'lost', reason: 'gone' });
  expect(readFileSync(path, 'utf8').replaceAll(`"id":"${name}"`, '"id":"r"')).toBe(after);
});

test('a run that was never stored', () => {
  expect(() => endRunLog(folder, 'none', { status: 'lost' })).not.toThrow();
});
