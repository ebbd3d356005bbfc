import { say } from '../words/index.js';

/** What a picture of a run says where there is no such run. */
export function noRun(what: string, run: string | undefined): Error {
  if (run !== undefined)
    return new Error(
      say(
        `show.${what}: no run '${run}' is stored beside this notebook.`,
        `show.${what}: 이 노트북 옆에 저장된 '${run}' 실행이 없습니다.`,
      ),
    );
  return new Error(
    say(
      `show.${what}: no training has been recorded yet. Run a cell with model.fit in a notebook first.`,
      `show.${what}: 아직 기록된 학습이 없습니다. 먼저 노트북에서 model.fit이 있는 셀을 실행하세요.`,
    ),
  );
}
