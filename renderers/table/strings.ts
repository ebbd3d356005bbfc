import type { Locale } from '../../protocol/index.js';

const counted = (count: string, noun: string): string => `${count} ${noun}${count === '1' ? '' : 's'}`;

const en = {
  title: 'Table',
  rows: (shown: string, of: string) => (shown === of ? counted(of, 'row') : `first ${shown} of ${of} rows`),
  columns: (count: string) => counted(count, 'column'),
  missing: (count: string, share: string) => `${count} missing (${share})`,
  missingCount: (count: string) => `${count} missing`,
  complete: 'none missing',
  distinct: (count: string) => `${count} distinct`,
  /** Of a column, beside the categories that are shown. */
  moreValues: (count: string) => `+${count} more`,
  span: (min: string, max: string) => `${min} – ${max}`,
  range: (min: string, mean: string, max: string) => `${min} to ${max}, mean ${mean}`,
  median: (value: string) => `median ${value}`,
  medianBetween: (low: string, high: string) => `median between ${low} and ${high}`,
  types: { number: 'number', text: 'text', boolean: 'boolean' },
  empty: 'missing',
  row: 'Row',
  sortBy: (name: string) => `Sort by ${name}`,
  sortedUp: (name: string) => `Sorted by ${name}, ascending`,
  sortedDown: (name: string) => `Sorted by ${name}, descending`,
  unsorted: 'In the order of the data',
  sortNote: 'Sorting orders the rows shown here.',
  moreColumns: (count: string) => `and ${counted(count, 'more column')}`,
  bin: (label: string, count: string) => `${label}: ${count}`,
  noRows: 'The table has no rows.',
  scroll: 'Click into it, or press Tab, to scroll.',
  invalid: (where: string) =>
    `This output was written by another version of Epochbook, or it is damaged: ${where}. Run the cell again to draw it.`,
};
export type TableStrings = typeof en;

const ko: TableStrings = {
  title: '표',
  rows: (shown, of) => (shown === of ? `${of}행` : `${of}행 가운데 처음 ${shown}행`),
  columns: (count) => `${count}열`,
  missing: (count, share) => `빠진 값 ${count}개 (${share})`,
  missingCount: (count) => `${count}개 빠짐`,
  complete: '빠진 값 없음',
  distinct: (count) => `서로 다른 값 ${count}개`,
  moreValues: (count) => `그 밖의 ${count}개`,
  span: (min, max) => `${min} ~ ${max}`,
  range: (min, mean, max) => `${min}~${max}, 평균 ${mean}`,
  median: (value) => `중앙값 ${value}`,
  medianBetween: (low, high) => `중앙값 ${low}~${high} 구간`,
  types: { number: '수', text: '텍스트', boolean: '참/거짓' },
  empty: '빠짐',
  row: '행',
  sortBy: (name) => `${name} 기준 정렬`,
  sortedUp: (name) => `${name} 오름차순`,
  sortedDown: (name) => `${name} 내림차순`,
  unsorted: '데이터 순서',
  sortNote: '정렬은 여기 보이는 행에만 적용됩니다.',
  moreColumns: (count) => `그 밖에 ${count}열`,
  bin: (label, count) => `${label}: ${count}`,
  noRows: '표에 행이 없습니다.',
  scroll: '누르거나 Tab으로 들어오면 스크롤됩니다.',
  invalid: (where) =>
    `이 출력은 Epochbook의 다른 버전이 썼거나 손상되었습니다: ${where}. 셀을 다시 실행하면 그려집니다.`,
};

export const tableStrings: Record<Locale, TableStrings> = { en, ko };
