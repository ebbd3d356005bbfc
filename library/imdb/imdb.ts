import { existsSync } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { downloadCache } from '../../engine/install/index.js';
import { checkOptions, domains, oneOf } from '../../engine/options/index.js';
import { say } from '../../words/index.js';
import { isInNotebook, libraryContext } from '../context.js';
import { Table } from '../table.js';
import { hasChecksum } from './checksum.js';
import { megabytes } from './fetch-errors.js';
import { fetchFile } from './fetch-file.js';
import type { FileSource } from './file-source.js';
import { readJsonl } from './read-jsonl.js';
import { readNpz } from './read-npz.js';
import { readTar } from './read-tar.js';
import type { Review, Reviews } from './reviews.js';
import { authorsFiles, kerasFiles } from './sources.js';

export interface ImdbOptions {
  /**
   * Where to fetch the reviews from, once, if they are not there: `'keras'`, 19 MB, the words without punctuation; `'stanford'`,
   * 84 MB, the whole texts. Without, nothing is fetched.
   */
  download?: 'keras' | 'stanford';
  /** An address in whose folder the files lie under the same names: a server of the class room, `http://192.168.0.2:8000/`. */
  mirror?: string;
}

export interface ImdbReviews {
  /** 25,000 reviews: the columns `text` and `label` (1 praises, 0 does not). */
  train: Table;
  /** 25,000 others, of other films. */
  test: Table;
  /** The file that they were read from. */
  source: string;
}

const DOWNLOADS = { keras: kerasFiles, stanford: authorsFiles };
const NAMES = ['imdb_train.jsonl(.gz)', 'imdb_test.jsonl(.gz)', 'aclImdb_v1.tar.gz', 'imdb.npz'];

/** What the setting or EPOCHBOOK_DATA names, then where downloads are kept. */
const foldersNow = (): { shared: string | undefined; cache: string } => ({
  shared: process.env.EPOCHBOOK_DATA || undefined,
  cache: join(downloadCache(), 'datasets'),
});

/** @see datasets.imdb */
export async function imdb(options: ImdbOptions = {}): Promise<ImdbReviews> {
  checkOptions('datasets.imdb', options, { download: oneOf('keras', 'stanford'), mirror: domains.text });
  const { shared, cache } = foldersNow();
  if (shared && !existsSync(shared)) throw noFolder(shared);
  const folders = shared ? [shared, cache] : [cache];
  const found = await readFirst(folders);
  if (found) return found;
  if (!options.download) throw notHere(folders);
  for (const source of DOWNLOADS[options.download]) await download(source, cache, options.mirror);
  const fetched = await readFirst([cache]);
  if (!fetched) throw notHere(folders);
  return fetched;
}

/** The reviews of the first folder that has any of the files. */
async function readFirst(folders: readonly string[]): Promise<ImdbReviews | undefined> {
  for (const folder of folders) {
    const at = (...names: string[]) => names.map((name) => join(folder, name)).find(existsSync);
    const train = at('imdb_train.jsonl', 'imdb_train.jsonl.gz');
    const test = at('imdb_test.jsonl', 'imdb_test.jsonl.gz');
    if (train && test) return tables({ train: await readJsonl(train), test: await readJsonl(test) }, train);
    const archive = at('aclImdb_v1.tar.gz');
    if (archive) {
      await check(archive, authorsFiles);
      return tables(await readTar(archive), archive);
    }
    const npz = at('imdb.npz');
    if (npz) {
      await check(npz, kerasFiles);
      return tables(await readNpz(npz), npz);
    }
    if (train || test) throw halfThere(folder, train ?? test ?? '');
  }
  return undefined;
}

function tables({ train, test }: Reviews, source: string): ImdbReviews {
  const table = (reviews: readonly Review[]) =>
    new Table({ text: reviews.map(({ text }) => text), label: reviews.map(({ label }) => label) });
  return { train: table(train), test: table(test), source };
}

/** A copy may be cut off, or another file of that name. Nothing is changed in the folder. */
async function check(path: string, sources: readonly FileSource[]): Promise<void> {
  const source = sources.find(({ name }) => name === basename(path));
  if (!source || (await hasChecksum(path, source.checksum))) return;
  const { size } = await stat(path);
  const whole = source.size ?? 0;
  throw new Error(
    size < whole
      ? say(
          `${source.name} is there by half only: ${megabytes(size)} of ${megabytes(whole)}. Copy it again: ${path}.`,
          `${source.name}이(가) 다 있지 않습니다. ${megabytes(whole)} 가운데 ${megabytes(size)}입니다. 다시 복사하세요: ${path}`,
        )
      : say(
          `${source.name} is not the file that was expected: its checksum (${source.checksum.algorithm}) is another. Copy it again: ${path}.`,
          `${source.name}은(는) 예상한 파일이 아닙니다. 체크섬(${source.checksum.algorithm})이 다릅니다. 다시 복사하세요: ${path}`,
        ),
  );
}

const SHOWN_EVERY_MS = 250;

/** Fetches one file into the cache, and shows how far it is. */
async function download(source: FileSource, folder: string, mirror: string | undefined): Promise<void> {
  const from = mirror ? { ...source, url: new URL(source.name, withSlash(mirror)).href } : source;
  const told = (line: string) => ({ 'text/plain': line });
  const { display } = libraryContext();
  const shown = isInNotebook() ? display(told(`${source.name} …`)) : undefined;
  let last = 0;
  await fetchFile(from, join(folder, source.name), {
    progress: (bytes, size) => {
      if (Date.now() - last < SHOWN_EVERY_MS) return;
      last = Date.now();
      const share = size ? ` / ${megabytes(size)} (${Math.floor((100 * bytes) / size)}%)` : '';
      shown?.update(told(`${source.name}: ${megabytes(bytes)}${share}`));
    },
  });
  const done = say(
    `${source.name}: there, and its checksum is right. It is kept in ${folder}.`,
    `${source.name}: 받았고 체크섬이 맞습니다. 보관한 곳: ${folder}`,
  );
  if (shown) shown.update(told(done));
  else display(told(done));
}

function withSlash(mirror: string): string {
  if (URL.canParse(mirror) && /^https?:/i.test(mirror)) return mirror.endsWith('/') ? mirror : `${mirror}/`;
  throw new RangeError(
    say(
      `datasets.imdb: mirror is '${mirror}', but an address that begins with http:// or https:// is needed.`,
      `datasets.imdb: mirror 값이 '${mirror}'입니다. http://나 https://로 시작하는 주소가 필요합니다.`,
    ),
  );
}

const noFolder = (folder: string): Error =>
  new Error(
    say(
      `The folder ${folder}, which the setting epochbook.dataFolder or the variable EPOCHBOOK_DATA names, is not there. Is the drive of the class connected?`,
      `설정 epochbook.dataFolder 또는 환경 변수 EPOCHBOOK_DATA가 가리키는 폴더 ${folder}이(가) 없습니다. 수업용 드라이브가 연결되어 있나요?`,
    ),
  );

const halfThere = (folder: string, path: string): Error =>
  new Error(
    say(
      `Only ${basename(path)} lies in ${folder}; imdb_train.jsonl(.gz) and imdb_test.jsonl(.gz) are both needed.`,
      `${folder} 폴더에 ${basename(path)}만 있습니다. imdb_train.jsonl(.gz)과 imdb_test.jsonl(.gz)이 모두 필요합니다.`,
    ),
  );

const notHere = (folders: readonly string[]): Error =>
  new Error(
    say(
      `The IMDB reviews are not on this computer. Looked for ${NAMES.join(', ')}. Looked in ${folders.join(' and ')}. Fetch them once with datasets.imdb({ download: 'keras' }), 19 MB. Or put a file into a folder, and name that in the setting epochbook.dataFolder or in EPOCHBOOK_DATA. They may not be passed on with this extension, as their authors give no licence for it.`,
      `IMDB 감상평이 이 컴퓨터에 없습니다. 찾은 파일: ${NAMES.join(', ')}. 찾은 곳: ${folders.join(', ')}. datasets.imdb({ download: 'keras' })로 한 번 내려받을 수 있습니다(19 MB). 또는 파일을 폴더에 두고 설정 epochbook.dataFolder나 환경 변수 EPOCHBOOK_DATA로 그 폴더를 알려 주세요. 저작자가 배포를 허락하는 라이선스를 밝히지 않아 이 확장에 함께 넣을 수 없습니다.`,
    ),
  );
