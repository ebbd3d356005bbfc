import { say } from '../../words/index.js';

/** What the command line can do, in the language of whoever asks. */
export const usage = (): string => say(english, korean);

const english = `epochbook runs deep-learning workbooks in TypeScript.

  epochbook run NOTEBOOK [--out FILE] [--html FILE] [--engine native|embedded] [--timeout SECONDS]
                         [--input FILE] [--allow-errors] [--engine-hint] [--on ray://HOST:PORT] [--json]
      Runs every cell in a fresh kernel and writes the executed notebook (NAME.executed.ipynb without --out). NOTEBOOK may be a
      script (.ts) whose cells begin with // %%.
      Ends with 0, with 1 naming the cell that failed or in which the kernel died, with 130 after Ctrl-C; --allow-errors, or the tag raises-exception at a cell, goes on
      behind it. A cell with the tag skip-execution stays as it is. What cells ask (readline and other reading of standard input) is
      answered with the lines of FILE, or with standard input where FILE is -; without, such a cell fails. With --engine-hint, the model that trained longest (for 5 s or
      more) is timed on the other engines at the end, and one on which it trains much faster is named: takes some seconds. With --on the trials of its sweeps run on a
      Ray cluster (docs/clusters.md). With --html the executed notebook is written as a page too.
  epochbook html NOTEBOOK [--out FILE] [--json]
      Writes a notebook with the outputs that its file holds as one page (NAME.html without --out) whose pictures are live, also
      without a network: nothing is run, and nothing of the notebook runs in the page (docs/report.md).

  epochbook student SRC OUT [--force] [--no-run] [--timeout SECONDS] [--engine …] [--json]
      Makes the copy that students get of a teacher's notebook, or of a folder of them with their data: solutions become stubs,
      hidden tests, solution cells and outputs are taken out. Refuses where the teacher's own solution fails a check; --no-run
      does not run it. Writes over nothing without --force.
  epochbook check NOTEBOOK [--timeout SECONDS] [--engine …] [--json]
      Runs a notebook and says which of its checks pass. Ends with 1 where one, or a cell, failed.
  epochbook grade FOLDER --teacher NOTEBOOK [--csv FILE] [--out FOLDER] [--data FOLDER] [--jobs N] [--timeout SECONDS]
                  [--cell-timeout SECONDS] [--memory MB] [--disk MB] [--processes N] [--network] [--allow-read PATH]
                  [--on ray://HOST:PORT [--cpus N] [--retries N]] [--fresh] [--no-isolation] [--json] [--progress]
      Grades submissions: a folder of notebooks or of folders, or a download of Moodle, Canvas or GitHub Classroom, also as a
      ZIP file. Each runs apart, without network, with the teacher's checks. Writes marks.csv, a report and the graded notebook
      of each student, and an overview. Goes on where it was ended; --fresh grades all anew. Refuses to run
      submissions where they cannot be kept apart, unless --no-isolation is given. See docs/grading.md. With --on they run
      on the workers of a Ray cluster (docs/clusters.md). --progress prints a line of JSON for each step.

  epochbook engine install [--wheel FILE] [--force]
      Installs the native engine (TensorFlow itself) for this user and checks that it trains. Where its official
      download is out of reach, it is built out of TensorFlow's Python wheel, which FILE may name.
  epochbook engine list | remove | test [FOLDER] [--json]
      The engines at hand; the installed one away again; how fast each trains.

  epochbook tensorboard [FOLDER] [--program PATH] [--list]
      Starts an installed TensorBoard on a log folder (without FOLDER the newest one below this folder) and prints its
      address. PATH is that of tensorboard, or of a Python that has it. --list only lists the log folders.

  epochbook graph NOTEBOOK [--cell N] [--model NAME] [--timeout SECONDS] [--json]
      Runs a notebook with compiled training steps and prints what each step became: its graph as it was traced and after the
      passes, or why it runs uncompiled. --cell asks for the trainings of one code cell, counted from 1, --model for one model.

  epochbook doctor [FOLDER] [--json]
      What is there, what is missing, and the command that mends it. Ends with 1 where something is broken.
`;

const korean = `epochbook은 TypeScript 딥러닝 워크북을 실행합니다.

  epochbook run NOTEBOOK [--out FILE] [--html FILE] [--engine native|embedded] [--timeout SECONDS]
                         [--input FILE] [--allow-errors] [--engine-hint] [--on ray://HOST:PORT] [--json]
      새 커널에서 모든 셀을 실행하고, 실행된 노트북을 씁니다(--out이 없으면 NAME.executed.ipynb).
      NOTEBOOK에는 셀이 // %%로 시작하는 스크립트(.ts)도 쓸 수 있습니다.
      0으로 끝나며, 실패한 셀이나 커널이 종료된 셀이 있으면 그 셀을 알리고 1로, Ctrl-C 뒤에는 130으로 끝납니다. --allow-errors를 주거나 셀에 raises-exception
      태그가 있으면 실패해도 계속합니다. skip-execution 태그가 있는 셀은 그대로 둡니다. 셀이 입력을 물으면(readline 등 표준 입력 읽기)
      FILE의 줄을 차례로 답하고, FILE이 -이면 표준 입력으로 답합니다. --input이 없으면 그런 셀은 실패합니다. --engine-hint를 주면 가장 오래(5초 이상) 학습한
      모델을 마지막에 다른 엔진에서 몇 초 동안 재어 보고, 훨씬 빠른 엔진이 있으면 알립니다. --on을 주면 sweep의
      시도를 Ray 클러스터에서 실행합니다(docs/clusters.md). --html을 주면 실행된 노트북을 HTML 페이지로도 씁니다.
  epochbook html NOTEBOOK [--out FILE] [--json]
      노트북을 파일에 저장된 출력 그대로 페이지 하나로 씁니다(--out이 없으면 NAME.html). 네트워크 없이도 그림이 움직이고
      반응합니다. 아무것도 실행하지 않으며, 노트북의 내용이 페이지에서 스크립트로 실행되지도 않습니다(docs/report.ko.md).

  epochbook student SRC OUT [--force] [--no-run] [--timeout SECONDS] [--engine …] [--json]
      교사용 노트북이나 그런 폴더(데이터 파일 포함)로 학생용을 만듭니다. 풀이는 빈칸으로 바꾸고 숨은 점검, 풀이 셀, 출력은 뺍니다.
      교사의 풀이가 점검을 통과하지 못하면 만들지 않습니다. --no-run을 주면 실행해 보지 않습니다. --force 없이는 덮어쓰지 않습니다.
  epochbook check NOTEBOOK [--timeout SECONDS] [--engine …] [--json]
      노트북을 실행하고 점검 결과를 보여 줍니다. 실패한 점검이나 셀이 있으면 1로 끝납니다.
  epochbook grade FOLDER --teacher NOTEBOOK [--csv FILE] [--out FOLDER] [--data FOLDER] [--jobs N] [--timeout SECONDS]
                  [--cell-timeout SECONDS] [--memory MB] [--disk MB] [--processes N] [--network] [--allow-read PATH]
                  [--on ray://HOST:PORT [--cpus N] [--retries N]] [--fresh] [--no-isolation] [--json] [--progress]
      제출물을 채점합니다. 노트북이나 학생별 폴더가 든 폴더, Moodle·Canvas·GitHub Classroom에서 받은 폴더나 ZIP 파일을 그대로 쓸 수
      있습니다. 제출물마다 네트워크 없이 격리된 프로세스에서 교사의 점검으로 채점합니다. marks.csv와 학생별 보고서, 채점된 노트북,
      전체 보고서를 씁니다. 중단되면 이어서 하고, --fresh를 주면 처음부터 다시 채점합니다.
      격리할 수 없는 컴퓨터에서는 --no-isolation 없이는 채점하지 않습니다. docs/grading.md를 보세요.
      --on을 주면 Ray 클러스터의 워커에서 실행합니다(docs/clusters.md). --progress를 주면 단계마다 JSON을 한 줄씩 출력합니다.

  epochbook engine install [--wheel FILE] [--force]
      네이티브 엔진(TensorFlow 자체)을 이 사용자용으로 설치하고 학습이 되는지 확인합니다. 공식 다운로드를 받을 수
      없으면 TensorFlow의 Python wheel로 만듭니다. wheel 파일을 FILE로 지정할 수 있습니다.
  epochbook engine list | remove | test [FOLDER] [--json]
      쓸 수 있는 엔진 목록, 설치한 엔진 제거, 엔진별 학습 속도.

  epochbook tensorboard [FOLDER] [--program PATH] [--list]
      설치된 TensorBoard로 로그 폴더를 열고 주소를 출력합니다. FOLDER가 없으면 이 폴더 아래에서 가장 최근의 것을
      엽니다. PATH는 tensorboard나 TensorBoard가 설치된 Python의 경로입니다. --list는 로그 폴더의 목록만 보여 줍니다.

  epochbook graph NOTEBOOK [--cell N] [--model NAME] [--timeout SECONDS] [--json]
      학습 스텝을 컴파일하며 노트북을 실행하고, 스텝마다 기록한 그대로의 그래프와 패스를 거친 그래프를 출력하거나 컴파일하지 않은
      이유를 알립니다. --cell은 코드 셀 하나(1부터 셈)의 학습만, --model은 모델 하나만 출력합니다.

  epochbook doctor [FOLDER] [--json]
      갖추어진 것과 빠진 것, 그것을 고치는 명령을 보여 줍니다. 고장 난 곳이 있으면 1로 끝납니다.
`;
