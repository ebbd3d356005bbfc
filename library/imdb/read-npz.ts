import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { say } from '../../words/index.js';
import type { Review, Reviews } from './reviews.js';
import { unpickleArray } from './unpickle.js';

const WORD_INDEX = 'imdb_word_index.json';

/**
 * The reviews of Keras' `imdb.npz`: rows of word numbers, the most frequent word being 1. Which word each is stands in
 * `imdb_word_index.json`, in the same folder.
 *
 * @throws Error where the words are missing, and for a file that is something else.
 */
export async function readNpz(path: string): Promise<Reviews> {
  const { unzipSync } = await import('fflate');
  const words = await wordsBeside(path);
  try {
    const entries = unzipSync(await readFile(path));
    const part = (name: 'train' | 'test'): Review[] => {
      const rows = unpickleArray(afterHeader(entries[`x_${name}.npy`]).body) as number[][];
      const labels = wholeNumbers(entries[`y_${name}.npy`]);
      if (rows.length !== labels.length || rows.length === 0) throw new RangeError('lengths differ');
      return rows.map((row, i) => ({
        text: row.map((index) => words.get(index) ?? String(index)).join(' '),
        label: Number(labels[i]),
      }));
    };
    return { train: part('train'), test: part('test') };
  } catch (cause) {
    throw new Error(
      say(
        `${basename(path)} is not the file of Keras: x_train, y_train, x_test and y_test are needed in it. Fetch it again: ${path}.`,
        `${basename(path)}은(는) Keras의 파일이 아닙니다. x_train, y_train, x_test, y_test가 있어야 합니다. 다시 받으세요: ${path}`,
      ),
      { cause },
    );
  }
}

async function wordsBeside(path: string): Promise<ReadonlyMap<number, string>> {
  const file = join(dirname(path), WORD_INDEX);
  if (!existsSync(file))
    throw new Error(
      say(
        `${basename(path)} holds numbers of words; which word each is stands in ${WORD_INDEX}, which is missing beside it: ${file}.`,
        `${basename(path)}에는 단어의 번호가 들어 있습니다. 번호마다 어떤 단어인지는 ${WORD_INDEX}에 있는데 옆에 없습니다: ${file}`,
      ),
    );
  const index = await readFile(file, 'utf8')
    .then((text) => JSON.parse(text) as Record<string, number>)
    .catch((cause: unknown) => {
      throw new Error(
        say(
          `${WORD_INDEX} is damaged: copy it again: ${file}.`,
          `${WORD_INDEX}이(가) 손상되었습니다. 다시 복사하세요: ${file}`,
        ),
        { cause },
      );
    });
  return new Map(Object.entries(index).map(([word, number]) => [number, word]));
}

/** An array of NumPy: a header in the writing of Python, then what is in it. */
function afterHeader(entry: Uint8Array | undefined): { header: string; body: Buffer } {
  if (!entry) throw new RangeError('an array is missing');
  const bytes = Buffer.from(entry.buffer, entry.byteOffset, entry.byteLength);
  const isLong = (bytes[6] ?? 1) > 1;
  const start = isLong ? 12 : 10;
  const length = isLong ? bytes.readUInt32LE(8) : bytes.readUInt16LE(8);
  return { header: bytes.toString('latin1', start, start + length), body: bytes.subarray(start + length) };
}

/** The values of an array of int64 or int32. */
function wholeNumbers(entry: Uint8Array | undefined): number[] {
  const { header, body } = afterHeader(entry);
  const size = Number(/'descr': '<i([48])'/.exec(header)?.[1]);
  if (!size) throw new RangeError(header);
  return Array.from({ length: body.length / size }, (_, i) =>
    size === 8 ? Number(body.readBigInt64LE(8 * i)) : body.readInt32LE(4 * i),
  );
}
