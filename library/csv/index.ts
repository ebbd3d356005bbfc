export type { CsvOptions } from './options.js';
export { parseCsv, readCsv } from './read-csv.js';
