import { relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { say } from '../../words/index.js';
import {
  findLogFolders,
  findTensorBoard,
  startTensorBoard,
  TensorBoardMissing,
} from '../tensorboard-server/index.js';
import { cancelBySignal } from './cancel-by-signal.js';
import { UsageError } from './usage-error.js';

const print = (text: string): void => void process.stdout.write(`${text}\n`);

/**
 * `epochbook tensorboard`: shows a log folder until it is ended. With `--json` (for the extension) it tells each thing as a
 * line of JSON, and ends when its input does: with the window that started it.
 *
 * @returns the exit code.
 */
export async function tensorBoardCommand(args: string[]): Promise<number> {
  const { folder, program, json, list } = parse(args);
  if (list) return listFolders(resolve(folder ?? '.'), json);
  const cancelled = cancelBySignal();
  const signal = json ? AbortSignal.any([cancelled, endOfInput()]) : cancelled;
  try {
    const command = await findTensorBoard(program);
    const logs = folder === undefined ? newestLogs() : resolve(folder);
    if (!json)
      process.stderr.write(
        `${say('Starting TensorBoard on', '다음 폴더로 TensorBoard를 시작합니다:')} ${logs}\n`,
      );
    const { url, pid, ended } = await startTensorBoard(command, logs, { signal });
    if (json) print(JSON.stringify({ url, pid, folder: logs }));
    else print(`${url}\n${say('Ctrl-C ends it.', 'Ctrl-C로 끝냅니다.')}`);
    const last = await ended;
    throw new Error(say(`TensorBoard has ended.\n${last}`, `TensorBoard가 종료되었습니다.\n${last}`));
  } catch (error) {
    if (signal.aborted) return cancelled.aborted ? 130 : 0;
    const { message } = error as Error;
    if (json) print(JSON.stringify({ error: message, missing: error instanceof TensorBoardMissing }));
    else process.stderr.write(`${message}\n`);
    return 1;
  }
}

function parse(args: string[]): { folder?: string; program?: string; json: boolean; list: boolean } {
  try {
    const { values, positionals } = parseArgs({
      args,
      allowPositionals: true,
      options: { program: { type: 'string' }, json: { type: 'boolean' }, list: { type: 'boolean' } },
    });
    if (positionals.length > 1) throw new Error(say('Name at most one folder.', '폴더는 하나만 지정하세요.'));
    const { program, json = false, list = false } = values;
    return { folder: positionals[0], program, json, list };
  } catch (error) {
    throw new UsageError((error as Error).message);
  }
}

function listFolders(folder: string, json: boolean): number {
  const folders = findLogFolders(folder);
  if (json) print(JSON.stringify({ folders }));
  else for (const { path } of folders) print(relative(folder, path) || '.');
  return 0;
}

function newestLogs(): string {
  const [newest] = findLogFolders(resolve('.'));
  if (newest) return newest.path;
  throw new Error(
    say(
      `There are no event files in ${resolve('.')} or below. Train with the TensorBoard callback first, or name the folder.`,
      `${resolve('.')}과(와) 그 아래에 이벤트 파일이 없습니다. 먼저 TensorBoard 콜백으로 학습하거나 폴더를 적으세요.`,
    ),
  );
}

function endOfInput(): AbortSignal {
  const controller = new AbortController();
  process.stdin.once('end', () => controller.abort()).once('close', () => controller.abort());
  process.stdin.resume();
  return controller.signal;
}
