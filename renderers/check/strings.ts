import type { Locale } from '../../protocol/index.js';

const en = {
  found: 'Found',
  wanted: 'Wanted',
  where: 'Where to look',
  holds: 'holds',
  fails: 'does not hold yet',
  waits: 'nothing to look at yet',
  allHold: (count: string) => (count === '1' ? 'The rule holds.' : `All ${count} rules hold.`),
  hold: (held: string, all: string) => `${held} of ${all} rules hold.`,
  points: (points: string, maximum: string) => `${points} of ${maximum} points.`,
  pointsOf: (points: string, maximum: string) => `${points} of ${maximum}`,
  noRules: 'There are no rules.',
  more: (number: number, count: string) =>
    number === 1
      ? '1 more rule is checked when you hand it in.'
      : `${count} more rules are checked when you hand it in.`,
  hidden: 'hidden from students',
  hint: 'Hint',
  showHint: 'Show a hint',
  nextHint: 'Show the next hint',
  hintsShown: (shown: string, of: string) => `${shown} of ${of} hints shown`,
  noMoreHints: (shown: string) => (shown === '1' ? '1 hint shown' : `${shown} hints shown`),
  lookedAt: (runs: string) => `Looked at: ${runs}`,
  others: (count: string) => `and ${count} more`,
  left: (shown: string, of: string) => `${shown} of ${of} rules are shown.`,
  rules: 'rules',
  rule: 'rule',
  outcome: 'outcome',
  pointsColumn: 'points',
  maximum: 'maximum',
  invalid: (where: string) =>
    `This output was written by another version of Epochbook, or it is damaged: ${where}. Run the cell again to draw it.`,
};
export type CheckStrings = typeof en;

const ko: CheckStrings = {
  found: '지금',
  wanted: '목표',
  where: '살펴볼 곳',
  holds: '통과',
  fails: '아직 아님',
  waits: '아직 볼 것이 없음',
  allHold: (count) => (count === '1' ? '규칙 통과.' : `규칙 ${count}개 모두 통과.`),
  hold: (held, all) => `규칙 ${all}개 중 ${held}개 통과.`,
  points: (points, maximum) => `${maximum}점 중 ${points}점.`,
  pointsOf: (points, maximum) => `${points}/${maximum}점`,
  noRules: '규칙이 없습니다.',
  more: (_, count) => `제출하면 규칙 ${count}개를 더 점검합니다.`,
  hidden: '학생에게 숨김',
  hint: '힌트',
  showHint: '힌트 보기',
  nextHint: '다음 힌트 보기',
  hintsShown: (shown, of) => `힌트 ${of}개 중 ${shown}개 봄`,
  noMoreHints: (shown) => `힌트 ${shown}개 봄`,
  lookedAt: (runs) => `살펴본 학습: ${runs}`,
  others: (count) => `외 ${count}개`,
  left: (shown, of) => `규칙 ${of}개 중 ${shown}개를 보여 줍니다.`,
  rules: '규칙',
  rule: '규칙',
  outcome: '결과',
  pointsColumn: '점수',
  maximum: '만점',
  invalid: (where) =>
    `이 출력은 Epochbook의 다른 버전이 썼거나 손상되었습니다: ${where}. 셀을 다시 실행하면 그려집니다.`,
};

export const checkStrings: Record<Locale, CheckStrings> = { en, ko };
