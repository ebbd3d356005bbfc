import { say } from '../../words/index.js';

/** What the command line can do, in the language of whoever asks. */
export const usage = (): string => say(english, korean);

const english = `epochbook runs deep-learning workbooks in TypeScript.

  epochbook run NOTEBOOK [--out FILE] [--engine native|embedded] [--timeout SECONDS]
                         [--input FILE] [--allow-errors] [--engine-hint] [--json]
      Runs every cell in a fresh kernel and writes the executed notebook (NAME.executed.ipynb without --out).
      Ends with 0, with 1 naming the cell that failed or in which the kernel died, with 130 after Ctrl-C; --allow-errors, or the tag raises-exception at a cell, goes on
      behind it. A cell with the tag skip-execution stays as it is. What cells ask (readline and other reading of standard input) is
      answered with the lines of FILE, or with standard input where FILE is -; without, such a cell fails. With --engine-hint, the model that trained longest (for 5 s or
      more) is timed on the other engines at the end, and one on which it trains much faster is named: takes some seconds.

  epochbook engine install [--wheel FILE] [--force]
      Installs the native engine (TensorFlow itself) for this user and checks that it trains. Where its official
      download is out of reach, it is built out of TensorFlow's Python wheel, which FILE may name.
  epochbook engine list | remove | test [FOLDER] [--json]
      The engines at hand; the installed one away again; how fast each trains.

  epochbook tensorboard [FOLDER] [--program PATH] [--list]
      Starts an installed TensorBoard on a log folder (without FOLDER the newest one below this folder) and prints its
      address. PATH is that of tensorboard, or of a Python that has it. --list only lists the log folders.

  epochbook doctor [FOLDER] [--json]
      What is there, what is missing, and the command that mends it. Ends with 1 where something is broken.
`;

const korean = `epochbook은 TypeScript 딥러닝 워크북을 실행합니다.

  epochbook run NOTEBOOK [--out FILE] [--engine native|embedded] [--timeout SECONDS]
                         [--input FILE] [--allow-errors] [--engine-hint] [--json]
      새 커널에서 모든 셀을 실행하고, 실행된 노트북을 씁니다(--out이 없으면 NAME.executed.ipynb).
      0으로 끝나며, 실패한 셀이나 커널이 종료된 셀이 있으면 그 셀을 알리고 1로, Ctrl-C 뒤에는 130으로 끝납니다. --allow-errors를 주거나 셀에 raises-exception
      태그가 있으면 실패해도 계속합니다. skip-execution 태그가 있는 셀은 그대로 둡니다. 셀이 입력을 물으면(readline 등 표준 입력 읽기)
      FILE의 줄을 차례로 답하고, FILE이 -이면 표준 입력으로 답합니다. --input이 없으면 그런 셀은 실패합니다. --engine-hint를 주면 가장 오래(5초 이상) 학습한
      모델을 마지막에 다른 엔진에서 몇 초 동안 재어 보고, 훨씬 빠른 엔진이 있으면 알립니다.

  epochbook engine install [--wheel FILE] [--force]
      네이티브 엔진(TensorFlow 자체)을 이 사용자용으로 설치하고 학습이 되는지 확인합니다. 공식 다운로드를 받을 수
      없으면 TensorFlow의 Python wheel로 만듭니다. wheel 파일을 FILE로 지정할 수 있습니다.
  epochbook engine list | remove | test [FOLDER] [--json]
      쓸 수 있는 엔진 목록, 설치한 엔진 제거, 엔진별 학습 속도.

  epochbook tensorboard [FOLDER] [--program PATH] [--list]
      설치된 TensorBoard로 로그 폴더를 열고 주소를 출력합니다. FOLDER가 없으면 이 폴더 아래에서 가장 최근의 것을
      엽니다. PATH는 tensorboard나 TensorBoard가 설치된 Python의 경로입니다. --list는 로그 폴더의 목록만 보여 줍니다.

  epochbook doctor [FOLDER] [--json]
      갖추어진 것과 빠진 것, 그것을 고치는 명령을 보여 줍니다. 고장 난 곳이 있으면 1로 끝납니다.
`;
