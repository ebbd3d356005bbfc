import type { Locale, RunProblem, RunSummary } from '../../protocol/index.js';
import type { ShownStatus } from './shown-status.js';

/** The words of the list. Values come as they are to be read. */
export interface Strings {
  list: string;
  filter: string;
  sort: string;
  sorts: { newest: string; best: string; name: string; notebook: string };
  which: string;
  all: string;
  status: Record<ShownStatus, string>;
  count(shown: string, all: string): string;
  reading(left: string): string;
  empty: string;
  begin: string;
  lesson: string;
  noMatch: string;
  clear: string;
  more: string;
  best(metric: string, value: string, epoch: string): string;
  /** Of a run that is counted in steps. */
  bestStep(metric: string, value: string, step: string): string;
  steps(last: string): string;
  imported(folder: string): string;
  noBest: string;
  epochs(done: string, planned: string): string;
  batch(size: string): string;
  files(count: string): string;
  problem(problem: RunProblem): string;
  seconds(value: string): string;
  minutes(value: string): string;
  unsaved: string;
  diverged(epoch: string): string;
}

const en: Strings = {
  list: 'Recorded runs',
  filter: 'Filter by name, note or notebook',
  sort: 'Order',
  sorts: { newest: 'Newest first', best: 'Best first', name: 'By name', notebook: 'By notebook' },
  which: 'Which runs',
  all: 'All',
  status: {
    running: 'Running',
    completed: 'Completed',
    stopped: 'Stopped',
    diverged: 'Diverged',
    failed: 'Failed',
    lost: 'Lost',
    unreadable: 'Unreadable',
  },
  count: (shown, all) => (shown === all ? `${all} runs` : `${shown} of ${all} runs`),
  reading: (left) => `reading ${left} more …`,
  empty:
    'No runs yet. Every training of a notebook is recorded by itself, with its curves and settings, and stays here.',
  begin: 'New workbook with a training',
  lesson: 'Open a lesson',
  noMatch: 'No run fits the filter.',
  clear: 'Show all runs',
  more: 'More …',
  best: (metric, value, epoch) => `${metric} ${value} (epoch ${epoch})`,
  bestStep: (metric, value, step) => `${metric} ${value} (step ${step})`,
  steps: (last) => `up to step ${last}`,
  imported: (folder) => `logs of ${folder}`,
  noBest: 'no epoch yet',
  epochs: (done, planned) => (done === planned ? `${planned} epochs` : `${done} of ${planned} epochs`),
  batch: (size) => `batch ${size}`,
  files: (count) => `${count} saved`,
  problem: (problem) => {
    switch (problem.kind) {
      case 'noStart':
        return 'Its file has no readable beginning.';
      case 'damaged':
        return problem.lines === 1
          ? `Line ${problem.first} of its file is damaged and left out.`
          : `${problem.lines} lines of its file are damaged and left out, the first is line ${problem.first}.`;
      case 'version':
        return `Written by another version (${problem.version}): shown as far as it is understood.`;
      case 'file':
        return `Its file cannot be read: ${problem.reason}.`;
    }
  },
  seconds: (value) => `${value} s`,
  minutes: (value) => `${value} min`,
  unsaved: 'unsaved notebook',
  diverged: (epoch) => `diverged in epoch ${epoch}`,
};

const ko: Strings = {
  list: '기록된 실행',
  filter: '이름, 메모, 노트북으로 거르기',
  sort: '순서',
  sorts: { newest: '최신순', best: '좋은 값부터', name: '이름순', notebook: '노트북별' },
  which: '보일 실행',
  all: '모두',
  status: {
    running: '진행 중',
    completed: '완료',
    stopped: '중지',
    diverged: '발산',
    failed: '실패',
    lost: '사라짐',
    unreadable: '읽을 수 없음',
  },
  count: (shown, all) => (shown === all ? `실행 ${all}개` : `실행 ${all}개 중 ${shown}개`),
  reading: (left) => `${left}개 더 읽는 중 …`,
  empty: '아직 실행이 없습니다. 노트북에서 한 학습은 곡선과 설정까지 저절로 기록되어 여기에 남습니다.',
  begin: '학습이 든 새 워크북',
  lesson: '수업 열기',
  noMatch: '조건에 맞는 실행이 없습니다.',
  clear: '모든 실행 보기',
  more: '더 보기 …',
  best: (metric, value, epoch) => `${metric} ${value} (에포크 ${epoch})`,
  bestStep: (metric, value, step) => `${metric} ${value} (스텝 ${step})`,
  steps: (last) => `스텝 ${last}까지`,
  imported: (folder) => `${folder}의 로그`,
  noBest: '아직 끝난 에포크 없음',
  epochs: (done, planned) => (done === planned ? `에포크 ${planned}개` : `에포크 ${planned}개 중 ${done}개`),
  batch: (size) => `배치 ${size}`,
  files: (count) => `파일 ${count}개 저장`,
  problem: (problem) => {
    switch (problem.kind) {
      case 'noStart':
        return '파일의 첫머리를 읽을 수 없습니다.';
      case 'damaged':
        return problem.lines === 1
          ? `파일의 ${problem.first}번째 줄이 손상되어 빠졌습니다.`
          : `파일의 줄 ${problem.lines}개가 손상되어 빠졌습니다. 첫 번째는 ${problem.first}번째 줄입니다.`;
      case 'version':
        return `다른 버전(${problem.version})에서 기록되어 이해되는 만큼만 보입니다.`;
      case 'file':
        return `파일을 읽을 수 없습니다: ${problem.reason}.`;
    }
  },
  seconds: (value) => `${value}초`,
  minutes: (value) => `${value}분`,
  unsaved: '저장하지 않은 노트북',
  diverged: (epoch) => `에포크 ${epoch}에서 발산`,
};

const all: Record<Locale, Strings> = { en, ko };
export const stringsOf = (locale: Locale): Strings => all[locale];

/** What a run is called. */
export const nameOf = ({ renamed, name }: Pick<RunSummary, 'renamed' | 'name'>): string => renamed ?? name;
