import { currentLocale, say } from '../../words/index.js';
import type { LogImportProgress, LogImportResult } from './running-import.js';

const count = (value: number): string => value.toLocaleString(currentLocale());
const megabytes = (bytes: number): string =>
  (bytes / 1e6).toLocaleString(currentLocale(), { maximumFractionDigits: bytes < 1e7 ? 1 : 0 });

/** How far an import is, in a line. */
export function progressWords(folder: string, { files, bytes, values, waiting }: LogImportProgress): string {
  const share = bytes.of > 0 ? Math.floor((100 * bytes.done) / bytes.of) : 0;
  if (waiting)
    return say(
      `Following ${folder}: ${count(files.of)} event files, ${count(values)} values so far. Stop the cell to end.`,
      `${folder} 따라가는 중: 이벤트 파일 ${count(files.of)}개, 지금까지 값 ${count(values)}개. 셀을 중지하면 끝납니다.`,
    );
  return say(
    `Reading ${folder}: ${share} % of ${megabytes(bytes.of)} MB, ${count(files.done)} of ${count(files.of)} event files, ${count(values)} values. Stop the cell to keep what has been read.`,
    `${folder} 읽는 중: ${megabytes(bytes.of)}MB 중 ${share}%, 이벤트 파일 ${count(files.of)}개 중 ${count(files.done)}개, 값 ${count(values)}개. 셀을 중지하면 읽은 데까지 남습니다.`,
  );
}

/** What has come of it, and what was wrong. */
export function resultWords(folder: string, result: LogImportResult): string {
  const { progress, runs, thinned, problems, stopped } = result;
  const lines = [
    stopped
      ? say(
          `Stopped after ${megabytes(progress.bytes.done)} of ${megabytes(progress.bytes.of)} MB: ${count(runs.length)} runs of ${folder} are stored as far as they were read.`,
          `${megabytes(progress.bytes.of)}MB 중 ${megabytes(progress.bytes.done)}MB를 읽고 멈췄습니다. ${folder}의 실행 ${count(runs.length)}개를 읽은 데까지 저장했습니다.`,
        )
      : say(
          `${count(runs.length)} runs of ${folder} are stored: ${count(progress.values)} values out of ${count(progress.files.of)} event files.`,
          `${folder}의 실행 ${count(runs.length)}개를 저장했습니다: 이벤트 파일 ${count(progress.files.of)}개에서 값 ${count(progress.values)}개.`,
        ),
    ...(thinned
      ? [
          say(
            `${count(thinned.kept)} of ${count(thinned.of)} values are kept: of each stretch of steps the least and the greatest.`,
            `값 ${count(thinned.of)}개 중 ${count(thinned.kept)}개를 남겼습니다: 스텝 구간마다 가장 작은 값과 가장 큰 값입니다.`,
          ),
        ]
      : []),
    ...problems.map((problem) => `⚠ ${problem}`),
  ];
  return lines.join('\n');
}

export const beginningWords = (folder: string): string =>
  say(`Looking for event files in ${folder} …`, `${folder}에서 이벤트 파일을 찾는 중…`);

export const nothingFound = (folder: string): Error =>
  new Error(
    say(
      `runs.import: there are no event files in ${folder} or below. Name the folder that a TensorBoard callback or a SummaryWriter was given, or one above it.`,
      `runs.import: ${folder}과(와) 그 아래에 이벤트 파일이 없습니다. TensorBoard 콜백이나 SummaryWriter에 준 폴더나 그 위의 폴더를 적으세요.`,
    ),
  );

export const outsideNotebook = (): Error =>
  new Error(
    say(
      'runs.import stores runs beside a notebook, so it works in a notebook only. A plain program can read event files with readEvents.',
      'runs.import는 노트북 옆에 실행을 저장하므로 노트북에서만 쓸 수 있습니다. 보통 프로그램에서는 readEvents로 이벤트 파일을 읽으세요.',
    ),
  );

export const wrongFolder = (): TypeError =>
  new TypeError(
    say(
      "runs.import takes the folder of the logs: await runs.import('logs').",
      "runs.import에는 로그 폴더를 주어야 합니다: await runs.import('logs')",
    ),
  );
