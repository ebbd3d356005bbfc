import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { expectAwait, resultMembers } from '../engine/checks/index.js';
import { say } from '../words/index.js';
import { libraryContext } from './context.js';
import { readCsv } from './csv/index.js';
import type { Table } from './table.js';

/** In a plain Node program nobody says where the data lie: they lie in the package, seen from the program. */
function packagedData(): string | undefined {
  for (const start of [process.argv[1], join(process.cwd(), 'program.js')])
    try {
      if (!start) continue;
      const folder = join(
        dirname(createRequire(start).resolve('epochbook/package.json')),
        'workbooks',
        'data',
      );
      if (existsSync(folder)) return folder;
    } catch {
      // Not installed where this program starts; the next place may know it.
    }
  return undefined;
}

function dataFile(name: string): string {
  const folder = libraryContext().dataFolder ?? packagedData();
  if (folder) return join(folder, name);
  throw new Error(
    say(
      'The folder of the bundled data sets is unknown: call setLibraryContext({ dataFolder }) with its path.',
      '함께 들어 있는 데이터의 폴더를 알 수 없습니다. setLibraryContext({ dataFolder })로 경로를 알려 주세요.',
    ),
  );
}

/** Data sets that are at hand without a download. Sources and licences: the file NOTICE. */
export const datasets = {
  /**
   * 891 passengers of the Titanic, one row each:
   *
   * | column | what | missing |
   * |---|---|---|
   * | survived | 1 survived, 0 died: the label | 0 |
   * | pclass | class of the ticket: 1, 2 or 3 | 0 |
   * | name | as in the list of passengers | 0 |
   * | sex | female or male | 0 |
   * | age | years; estimated ages end in .5, below 1 as a fraction | 177 |
   * | sibsp | siblings and spouses aboard | 0 |
   * | parch | parents and children aboard | 0 |
   * | fare | pounds of 1912, for the whole ticket | 0 |
   * | embarked | port: S Southampton, C Cherbourg, Q Queenstown | 2 |
   *
   * Always predicting "women survive, men die" is right for 78.7 % of them.
   *
   * ```ts
   * const passengers = await datasets.titanic();
   * const [train, test] = passengers.split(0.2, { seed: 1, stratify: 'survived' });
   * ```
   */
  titanic: (): Promise<Table> =>
    expectAwait(readCsv(dataFile('titanic.csv')), 'datasets.titanic()', resultMembers.table),
};
