import type { Locale, VariablesState } from '../../protocol/index.js';
import { plural } from '../../renderers/drawing/plural.js';

interface Strings {
  list: string;
  filter: string;
  functions: string;
  columns: { name: string; type: string; shape: string; size: string; value: string };
  sortBy(column: string): string;
  /** In the place of the list, or over it. */
  states: Record<Exclude<VariablesState, 'idle'>, string>;
  none: string;
  noneMatch: string;
  count(shown: string, all: string): string;
  more(count: string): string;
  parameters(count: string): string;
  disposed: string;
  about: string;
  open(name: string): string;
  tensors: string;
  inMemory(count: string, bytes: string): string;
  noEngine: string;
  run(order: number, runs: number): string;
  change(tensors: string, bytes: string): string;
  unchanged: string;
  replaced(names: string): string;
  others(count: string, times: number): string;
  reveal: string;
  teach: string;
}

/** The words of the list of variables. */
export const variablesStrings: Record<Locale, Strings> = {
  en: {
    list: 'Variables',
    filter: 'Filter: name, type, float32, [60000, 784]',
    functions: 'Functions, imports',
    columns: { name: 'Name', type: 'Type', shape: 'Shape', size: 'Size', value: 'Value' },
    sortBy: (column) => `Sort by ${column}`,
    states: {
      noNotebook: 'Open a notebook, and its variables are listed here.',
      otherKernel:
        'This notebook runs with another kernel. Epochbook lists the variables of its own notebooks.',
      off: 'No kernel runs yet. Run a cell, and its variables are listed here.',
      lost: 'The kernel has ended, and its variables with it. Run the cells again.',
      elsewhere: 'Another window has the kernel of this notebook. Its variables are listed there.',
      starting: 'The kernel is starting.',
      busy: 'A cell is running. The list is brought up to date after this cell.',
      interrupting: 'The cell is being stopped. The list is brought up to date after it.',
    },
    none: 'No cell has declared a variable yet.',
    noneMatch: 'No variable is like this.',
    count: (shown, all) =>
      shown === all ? plural(all, 'variable') : `${shown} of ${plural(all, 'variable')}`,
    more: (count) => `Not listed: ${plural(count, 'more variable')}.`,
    parameters: (count) => `${count} parameters`,
    disposed: 'disposed',
    about: 'estimated',
    open: (name) => `Open ${name}`,
    tensors: 'Tensors by cell',
    inMemory: (count, bytes) => `${plural(count, 'tensor')} in memory, ${bytes}`,
    noEngine: 'No engine is loaded yet, so there are no tensors.',
    run: (order, runs) => (runs > 1 ? `[${order}] run ${runs} times` : `[${order}]`),
    change: (tensors, bytes) => `${tensors} ${/^[+-]1$/.test(tensors) ? 'tensor' : 'tensors'}, ${bytes}`,
    unchanged: 'no change',
    replaced: (names) => `Earlier values stay in memory: ${names}`,
    others: (count, times) =>
      times > 1
        ? `Each run leaves ${count} more that no variable holds`
        : `Left ${count} that no variable holds`,
    reveal: 'Show this cell',
    teach:
      'TensorFlow.js frees a tensor only when it is told to: by t.dispose() or model.dispose(), or by itself at the end of tf.tidy(() => …), which keeps what it returns.',
  },
  ko: {
    list: '변수',
    filter: '찾기: 이름, 종류, float32, [60000, 784]',
    functions: '함수, import',
    columns: { name: '이름', type: '종류', shape: '모양', size: '크기', value: '값' },
    sortBy: (column) => `${column} 기준 정렬`,
    states: {
      noNotebook: '노트북을 열면 변수가 여기에 나옵니다.',
      otherKernel: '이 노트북은 다른 커널을 씁니다. Epochbook은 자기 노트북의 변수만 보여 줍니다.',
      off: '아직 커널이 없습니다. 셀을 실행하면 변수가 여기에 나옵니다.',
      lost: '커널이 종료되어 변수도 없어졌습니다. 셀을 다시 실행하세요.',
      elsewhere: '다른 창에서 이 노트북의 커널을 쓰고 있습니다. 변수도 그 창에 나옵니다.',
      starting: '커널을 시작하는 중입니다.',
      busy: '셀을 실행하는 중입니다. 셀이 끝나면 목록을 새로 고칩니다.',
      interrupting: '셀을 멈추는 중입니다. 셀이 끝나면 새로 고칩니다.',
    },
    none: '아직 변수를 선언한 셀이 없습니다.',
    noneMatch: '찾는 변수가 없습니다.',
    count: (shown, all) => (shown === all ? `변수 ${all}개` : `변수 ${all}개 중 ${shown}개`),
    more: (count) => `변수 ${count}개는 목록에 없습니다.`,
    parameters: (count) => `매개변수 ${count}개`,
    disposed: 'dispose됨',
    about: '어림값',
    open: (name) => `${name} 열기`,
    tensors: '셀별 텐서',
    inMemory: (count, bytes) => `메모리에 텐서 ${count}개, ${bytes}`,
    noEngine: '아직 엔진을 쓰지 않아 텐서가 없습니다.',
    run: (order, runs) => (runs > 1 ? `[${order}] ${runs}번 실행` : `[${order}]`),
    change: (tensors, bytes) => `텐서 ${tensors}개, ${bytes}`,
    unchanged: '변화 없음',
    replaced: (names) => `이전 값이 메모리에 남아 있음: ${names}`,
    others: (count, times) =>
      times > 1
        ? `실행할 때마다 어떤 변수에도 없는 텐서 ${count}개가 더 남음`
        : `어떤 변수에도 없는 텐서 ${count}개가 남음`,
    reveal: '이 셀 보기',
    teach:
      'TensorFlow.js는 시킬 때만 텐서를 메모리에서 지웁니다. t.dispose()나 model.dispose()를 부르거나 tf.tidy(() => …) 안에서 계산하세요. tf.tidy는 돌려주는 값만 남깁니다.',
  },
};
