import type { ColumnType, Locale } from '../../protocol/index.js';

interface Strings {
  rows: string;
  image: string;
  waiting: string;
  waitingBusy: string;
  outdated: string;
  reopen: string;
  after(order: number): string;
  taken(rows: string, of: string): string;
  columnsCut(shown: string, of: string): string;
  filter: string;
  filterHelp: string;
  anyColumn: string;
  matching(rows: string, of: string): string;
  ordering: string;
  failed(why: string): string;
  noRows: string;
  noneMatch: string;
  value: string;
  column(name: string): string;
  statisticsOf: string;
  allValues: string;
  count: string;
  mean: string;
  deviation: string;
  min: string;
  max: string;
  nan: string;
  infinite: string;
  missing: string;
  distinct: string;
  many: string;
  histogram: string;
  types: Record<ColumnType, string>;
  missingCell: string;
  imageOf(image: string, of: string): string;
  previous: string;
  next: string;
  number: string;
  channel: string;
  /** What is dark and what is bright. */
  brightness(low: string, high: string): string;
  notNumbers(count: string): string;
  everyNth(step: number): string;
  loading: string;
  grid(name: string): string;
}

/** The words of the viewer of one value. */
export const valueStrings: Record<Locale, Strings> = {
  en: {
    rows: 'Rows',
    image: 'Image',
    waiting: 'The value is on its way.',
    waitingBusy: 'A cell is running: the value comes between two of its steps, or after this cell.',
    outdated: 'This variable may have changed since.',
    reopen: 'Show it as it is now',
    after: (order) => `as of cell [${order}]`,
    taken: (rows, of) =>
      `Only the first ${rows} of ${of} rows are here, as all would take too much memory. Numbers and order are of these.`,
    columnsCut: (shown, of) => `Only the first ${shown} of ${of} columns are drawn.`,
    filter: 'Filter rows',
    filterHelp: '> 0.5, 0..1, != 0, NaN, missing, or a text',
    anyColumn: 'in any column',
    matching: (rows, of) => (rows === of ? `${of} rows` : `${rows} of ${of} rows`),
    ordering: 'Looking…',
    failed: (why) => `This cannot be shown: ${why}`,
    noRows: 'It has no values.',
    noneMatch: 'No row is like this.',
    value: 'value',
    column: (name) => `column ${name}`,
    statisticsOf: 'Statistics of',
    allValues: 'all values',
    count: 'count',
    mean: 'mean',
    deviation: 'deviation',
    min: 'min',
    max: 'max',
    nan: 'NaN',
    infinite: 'infinite',
    missing: 'missing',
    distinct: 'different',
    many: 'very many',
    histogram: 'Histogram',
    types: { number: 'number', text: 'text', boolean: 'boolean', mixed: 'mixed' },
    missingCell: 'missing',
    imageOf: (image, of) => `image ${image} of ${of}`,
    previous: 'Previous image',
    next: 'Next image',
    number: 'Number of the image',
    channel: 'Channel',
    brightness: (low, high) => `dark ${low}, bright ${high}`,
    notNumbers: (count) => `${count} values are no finite numbers (magenta)`,
    everyNth: (step) => `every ${step}th pixel`,
    loading: '…',
    grid: (name) => `Values of ${name}`,
  },
  ko: {
    rows: '행',
    image: '이미지',
    waiting: '값을 가져오는 중입니다.',
    waitingBusy: '셀을 실행하는 중입니다. 값은 스텝 사이에, 또는 이 셀이 끝난 뒤에 옵니다.',
    outdated: '그 뒤에 변수가 바뀌었을 수 있습니다.',
    reopen: '지금 값 보기',
    after: (order) => `셀 [${order}] 실행 후의 값`,
    taken: (rows, of) =>
      `모두 담으면 메모리를 너무 많이 써서 ${of}행 중 앞의 ${rows}행만 가져왔습니다. 통계와 순서도 이 행들의 것입니다.`,
    columnsCut: (shown, of) => `${of}열 중 앞의 ${shown}열만 그립니다.`,
    filter: '행 거르기',
    filterHelp: '> 0.5, 0..1, != 0, NaN, 없음, 또는 글자',
    anyColumn: '모든 열에서',
    matching: (rows, of) => (rows === of ? `${of}행` : `${of}행 중 ${rows}행`),
    ordering: '찾는 중…',
    failed: (why) => `보여 줄 수 없습니다: ${why}`,
    noRows: '값이 없습니다.',
    noneMatch: '찾는 행이 없습니다.',
    value: '값',
    column: (name) => `열 ${name}`,
    statisticsOf: '통계',
    allValues: '모든 값',
    count: '개수',
    mean: '평균',
    deviation: '표준편차',
    min: '최솟값',
    max: '최댓값',
    nan: 'NaN',
    infinite: '무한대',
    missing: '없음',
    distinct: '서로 다른 값',
    many: '매우 많음',
    histogram: '히스토그램',
    types: { number: '수', text: '글자', boolean: '참/거짓', mixed: '섞임' },
    missingCell: '없음',
    imageOf: (image, of) => `이미지 ${image} / ${of}`,
    previous: '이전 이미지',
    next: '다음 이미지',
    number: '이미지 번호',
    channel: '채널',
    brightness: (low, high) => `어두움 ${low}, 밝음 ${high}`,
    notNumbers: (count) => `유한한 수가 아닌 값 ${count}개 (자홍색)`,
    everyNth: (step) => `${step}픽셀마다 하나`,
    loading: '…',
    grid: (name) => `${name}의 값`,
  },
};
