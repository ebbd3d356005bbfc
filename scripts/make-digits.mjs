// Makes workbooks/data/digits.csv from the Python package scikit-learn 1.9.1:
//   pip download scikit-learn==1.9.1 --no-deps && unzip scikit_learn-1.9.1-*.whl 'sklearn/datasets/data/digits.csv.gz'
//   node scripts/make-digits.mjs sklearn/datasets/data/digits.csv.gz
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

const SOURCE_SHA256 = '09f66e6debdee2cd2b5ae59e0d6abbb73fc2b0e0185d2e1957e9ebb51e23aa22';
const TARGET = fileURLToPath(new URL('../workbooks/data/digits.csv', import.meta.url));
const SIDE = 8;

const sha256 = (data) => createHash('sha256').update(data).digest('hex');

const [source] = process.argv.slice(2);
if (!source) {
  console.error('Give the path of digits.csv.gz from the Python package scikit-learn 1.9.1.');
  process.exit(1);
}
const bytes = readFileSync(source);
if (sha256(bytes) !== SOURCE_SHA256) {
  console.error(
    `${source} has sha256 ${sha256(bytes)}, but ${SOURCE_SHA256} was expected (scikit-learn 1.9.1).`,
  );
  process.exit(1);
}

// The label stands last, as in the source. The names are those of load_digits(as_frame=True).
const pixels = Array.from({ length: SIDE * SIDE }, (_, i) => `pixel_${Math.floor(i / SIDE)}_${i % SIDE}`);
const rows = gunzipSync(bytes)
  .toString('utf8')
  .trim()
  .split('\n')
  .map((line) => line.split(',').map(Number));
const isDigit = (row) =>
  row.length === pixels.length + 1 &&
  row.every((value, i) => Number.isInteger(value) && value >= 0 && value <= (i < pixels.length ? 16 : 9));
if (rows.length !== 1797 || !rows.every(isDigit))
  throw new Error(`${source} has not 1797 rows of 64 pixels from 0 to 16 and a digit.`);

const text = `${[[...pixels, 'digit'], ...rows].map((row) => row.join(',')).join('\n')}\n`;
writeFileSync(TARGET, text);
console.log(`${TARGET}\n${rows.length} rows, sha256 ${sha256(text)}`);
