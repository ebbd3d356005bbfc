import { join, resolve } from 'node:path';
import { domains } from '../../engine/options/index.js';
import type { RunPayload } from '../../protocol/index.js';
import { say } from '../../words/index.js';
import { libraryContext } from '../context.js';
import { otherLogs, writeLog } from '../tensorboard/write-log.js';
import { exportedEvents } from './exported-events.js';

/** See `runs.export`. @param run an id, a row of `runs.list()`, or a history. */
export async function exportRun(run: unknown, logDir: string): Promise<string> {
  if (!domains.text.allows(logDir))
    throw new TypeError(
      say(
        "runs.export takes a run and the folder of the logs: await runs.export(run, 'logs').",
        "runs.export에는 실행과 로그 폴더를 주어야 합니다: await runs.export(run, 'logs')",
      ),
    );
  const { run: ask, layers } = libraryContext();
  const awaited = await run;
  const isRow = typeof awaited === 'object' && awaited !== null && 'id' in awaited && 'status' in awaited;
  const given = isRow ? awaited.id : awaited;
  const payload = given ? await ask?.(given, true) : null;
  if (!payload) throw notFound(given);
  const folder = join(resolve(logDir), ...folderOf(payload));
  const told = await layers?.(payload.id);
  const events = exportedEvents(payload, told?.layers.distributions);
  if (events.size === 0) throw nothingIn(payload);
  const begun = Date.parse(payload.startedAt) / 1000;
  for (const part of events.keys()) refuseOthers(join(folder, part), payload.id);
  for (const [part, values] of events)
    writeLog(
      join(folder, part),
      payload.id,
      values.sort((a, b) => a.wallTime - b.wallTime),
      begun,
    );
  return folder;
}

/** The run's name, of which every part can be a folder's. */
function folderOf({ name, id }: RunPayload): string[] {
  const parts = name
    .split('/')
    .map((part) => part.replace(/[\\:*?"<>|\p{Cc}]/gu, '_').replace(/^\.+|[. ]+$/g, ''))
    .filter((part) => part !== '');
  return parts.length > 0 ? parts : [id];
}

function refuseOthers(folder: string, id: string): void {
  const [other] = otherLogs(folder, id);
  if (other === undefined) return;
  throw new Error(
    say(
      `runs.export: ${folder} has logs of another run (${other}), and TensorBoard would draw both as one. Name another folder.`,
      `runs.export: ${folder}에 다른 실행의 로그(${other})가 있어 TensorBoard가 둘을 하나로 그립니다. 다른 폴더를 적으세요.`,
    ),
  );
}

const nothingIn = ({ name }: RunPayload): Error =>
  new Error(
    say(
      `runs.export: "${name}" has recorded nothing yet.`,
      `runs.export: "${name}" 실행에는 아직 기록이 없습니다.`,
    ),
  );

function notFound(run: unknown): Error {
  return new Error(
    typeof run === 'string'
      ? say(
          `runs.export: no run '${run}' is stored beside this notebook.`,
          `runs.export: 이 노트북 옆에 저장된 '${run}' 실행이 없습니다.`,
        )
      : say(
          'runs.export: this is no run of this notebook. Pass what model.fit gave back, a row of runs.list(), or an id.',
          'runs.export: 이 노트북의 실행이 아닙니다. model.fit이 돌려준 값이나 runs.list()의 행이나 id를 주세요.',
        ),
  );
}
