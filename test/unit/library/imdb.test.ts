import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readNpz } from '../../../library/imdb/read-npz.js';
import { readTar } from '../../../library/imdb/read-tar.js';
import { datasets, setLibraryContext } from '../../../library/index.js';

let folder: string;
let shared: string;
const env = { ...process.env };

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'epochbook-imdb-'));
  shared = join(folder, 'class');
  mkdirSync(shared);
  process.env.EPOCHBOOK_DATA = shared;
  process.env.EPOCHBOOK_CACHE = join(folder, 'cache');
});
afterEach(() => {
  process.env = { ...env };
  setLibraryContext({ locale: 'en' });
  rmSync(folder, { recursive: true, force: true });
});

const lines = (...reviews: object[]): string => `${reviews.map((one) => JSON.stringify(one)).join('\n')}\n`;
const put = (name: string, content: string | Buffer) => writeFileSync(join(shared, name), content);

/** An archive as tar writes it, with nothing but what is read of it. */
function tarOf(files: Record<string, string>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, text]) => {
    const body = Buffer.from(text);
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write(body.length.toString(8).padStart(11, '0'), 124);
    return [header, body, Buffer.alloc((512 - (body.length % 512)) % 512)];
  });
  return gzipSync(Buffer.concat([...blocks, Buffer.alloc(1024)]));
}

const archive = {
  'aclImdb/README': 'not a review',
  'aclImdb/train/pos/0_9.txt': 'Wunderschön, 명작!',
  'aclImdb/train/neg/0_1.txt': 'x'.repeat(1000),
  'aclImdb/train/unsup/0_0.txt': 'no label',
  'aclImdb/test/neg/0_2.txt': '',
  'aclImdb/test/pos/0_10.txt': 'fine',
};

describe('datasets.imdb', () => {
  it.each([false, true])('reads the jsonl of a class folder (packed: %s)', async (packed) => {
    const [name, pack] = packed ? ['.jsonl.gz', gzipSync] : ['.jsonl', Buffer.from];
    put(
      `imdb_train${name}`,
      pack(lines({ label: 1, text: 'good\nfilm', id: 7 }, { label: 0, text: '나쁘다' })),
    );
    put(`imdb_test${name}`, pack(lines({ label: 0, text: '' })));
    const { train, test, source } = await datasets.imdb();
    expect(train.columns).toEqual(['text', 'label']);
    expect(train.rows).toEqual([
      { text: 'good\nfilm', label: 1 },
      { text: '나쁘다', label: 0 },
    ]);
    expect(test.length).toBe(1);
    expect(source).toBe(join(shared, `imdb_train${name}`));
  });

  it('reads the archive of the authors', async () => {
    put('small.tar.gz', tarOf(archive));
    expect(await readTar(join(shared, 'small.tar.gz'))).toEqual({
      train: [
        { text: 'Wunderschön, 명작!', label: 1 },
        { text: 'x'.repeat(1000), label: 0 },
      ],
      test: [
        { text: '', label: 0 },
        { text: 'fine', label: 1 },
      ],
    });
  });

  const good = lines({ label: 1, text: 'good' });
  const bad: [name: string, make: () => void, english: RegExp, korean: RegExp][] = [
    [
      'nothing there',
      () => {},
      /are not on this computer\. Looked for .*imdb\.npz\. Looked in .*class and .*cache.*EPOCHBOOK_DATA/,
      /이 컴퓨터에 없습니다.*EPOCHBOOK_DATA/,
    ],
    [
      'a folder that is not there',
      () => rmSync(shared, { recursive: true }),
      /The folder .*class, which the setting epochbook\.dataFolder or the variable EPOCHBOOK_DATA names, is not there/,
      /폴더 .*class이\(가\) 없습니다|폴더 .*class가 없습니다/,
    ],
    [
      'one of two files',
      () => put('imdb_train.jsonl', good),
      /Only imdb_train\.jsonl lies in .* are both needed/,
      /imdb_train\.jsonl만 있습니다/,
    ],
    [
      'a line cut off',
      () => {
        put('imdb_train.jsonl', `${good}{"label": 1, "te`);
        put('imdb_test.jsonl', good);
      },
      /imdb_train\.jsonl, line 2, is no review/,
      /imdb_train\.jsonl 2번째 줄이 감상평이 아닙니다/,
    ],
    [
      'another label',
      () => {
        put('imdb_train.jsonl', good);
        put('imdb_test.jsonl', lines({ label: 'pos', text: 'a' }));
      },
      /imdb_test\.jsonl, line 1, is no review/,
      /1번째 줄/,
    ],
    [
      'an empty file',
      () => {
        put('imdb_train.jsonl', '');
        put('imdb_test.jsonl', good);
      },
      /line 1, is no review/,
      /1번째 줄/,
    ],
    [
      'a packed file cut off',
      () => {
        const packed = gzipSync(good.repeat(500));
        put('imdb_train.jsonl.gz', packed.subarray(0, packed.length - 9));
        put('imdb_test.jsonl', good);
      },
      /imdb_train\.jsonl\.gz cannot be unpacked: it is cut off/,
      /압축을 풀 수 없습니다/,
    ],
    [
      'an archive by half',
      () => put('aclImdb_v1.tar.gz', tarOf(archive)),
      /aclImdb_v1\.tar\.gz is there by half only: 0\.0 MB of 84\.1 MB/,
      /84\.1 MB 가운데 0\.0 MB/,
    ],
    [
      'another file of that name',
      () => {
        put('imdb.npz', '');
        truncateSync(join(shared, 'imdb.npz'), 17_464_789);
      },
      /imdb\.npz is not the file that was expected: its checksum \(sha256\)/,
      /체크섬\(sha256\)이 다릅니다/,
    ],
  ];
  it.each(bad)('says in both languages what is wrong with %s', async (_, make, english, korean) => {
    make();
    await expect(datasets.imdb()).rejects.toThrow(english);
    setLibraryContext({ locale: 'ko' });
    await expect(datasets.imdb()).rejects.toThrow(korean);
  });

  it('says that the words of the numbers are missing, or damaged', async () => {
    put('imdb.npz', '');
    const reading = () => readNpz(join(shared, 'imdb.npz'));
    await expect(reading()).rejects.toThrow(/imdb_word_index\.json, which is missing beside it/);
    put('imdb_word_index.json', '{"the": 1');
    await expect(reading()).rejects.toThrow(/imdb_word_index\.json is damaged/);
    setLibraryContext({ locale: 'ko' });
    await expect(reading()).rejects.toThrow(
      /imdb_word_index\.json이 손상|imdb_word_index\.json이\(가\) 손상/,
    );
    rmSync(join(shared, 'imdb_word_index.json'));
    await expect(reading()).rejects.toThrow(/옆에 없습니다/);
  });

  it('fetches from a mirror, and trusts the checksum alone', async () => {
    const asked: string[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.end('{}');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const mirror = `http://127.0.0.1:${(server.address() as AddressInfo).port}/course`;
    await expect(datasets.imdb({ download: 'keras', mirror })).rejects.toThrow(
      /imdb_word_index\.json from http.*its checksum \(md5\) is another/,
    );
    await expect(datasets.imdb({ download: 'stanford', mirror })).rejects.toThrow(
      /has 2 bytes, but 84125825/,
    );
    server.close();
    expect(asked).toEqual(['/course/imdb_word_index.json', '/course/aclImdb_v1.tar.gz']);
    await expect(datasets.imdb({ download: 'keras', mirror: 'teacher' })).rejects.toThrow(/begins with http/);
    await expect(datasets.imdb({ download: 'kaggle' as never })).rejects.toThrow(/'keras' or 'stanford'/);
  });
});

describe('datasets.reviews', () => {
  it('has 10,072 rated sentences', async () => {
    process.env.EPOCHBOOK_DATA = '/nowhere';
    const reviews = await datasets.reviews();
    expect([reviews.length, reviews.columns]).toEqual([10_072, ['text', 'label', 'rating']]);
    const { text, label, rating } = reviews.rows[1] ?? {};
    expect([label, rating]).toEqual([1, 3.53]);
    expect(text).toMatch(/^The gorgeously elaborate continuation of .* Middle earth\.$/);
    expect(reviews.column('label').filter((one) => one === 1)).toHaveLength(4996);
    expect(reviews.map((row) => Math.sign(Number(row.rating)) === 2 * Number(row.label) - 1)).not.toContain(
      false,
    );
    expect(reviews.column('text')).not.toContain('');
  });
});
