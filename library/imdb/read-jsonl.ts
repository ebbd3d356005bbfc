import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { say } from '../../words/index.js';
import type { Review } from './reviews.js';

const unpacked = promisify(gunzip);

/**
 * The reviews of a file with a JSON object in each line, `{"label": 1, "text": "…"}`, packed with gzip or not.
 *
 * @throws Error naming the file, and the line that is something else.
 */
export async function readJsonl(path: string): Promise<Review[]> {
  const bytes = await readFile(path);
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b;
  const plain = isPacked ? await unpacked(bytes).catch(() => undefined) : bytes;
  if (!plain) throw cutOff(path);
  const reviews: Review[] = [];
  let start = 0;
  for (let line = 1; start < plain.length; line += 1) {
    const next = plain.indexOf(10, start);
    const end = next < 0 ? plain.length : next;
    const text = plain.toString('utf8', start, end).trim();
    if (text !== '') reviews.push(reviewOf(text, path, line));
    start = end + 1;
  }
  if (reviews.length === 0) throw noReview(path, 1);
  return reviews;
}

function reviewOf(line: string, path: string, number: number): Review {
  let value: Partial<Review> | null = null;
  try {
    value = JSON.parse(line);
  } catch {
    // Told below, as a line of something else is.
  }
  const { label, text } = value ?? {};
  if (typeof text === 'string' && (label === 0 || label === 1)) return { text, label };
  throw noReview(path, number);
}

const noReview = (path: string, line: number): Error =>
  new Error(
    say(
      `${basename(path)}, line ${line}, is no review: {"label": 0 or 1, "text": "…"} is needed. Is the file cut off? It lies in ${path}.`,
      `${basename(path)} ${line}번째 줄이 감상평이 아닙니다. {"label": 0 또는 1, "text": "…"}이어야 합니다. 파일이 잘리지 않았나요? 위치: ${path}`,
    ),
  );

/** A packed file that cannot be unpacked to its end. */
export const cutOff = (path: string): Error =>
  new Error(
    say(
      `${basename(path)} cannot be unpacked: it is cut off or damaged. Copy it again: ${path}.`,
      `${basename(path)}의 압축을 풀 수 없습니다. 잘렸거나 손상되었습니다. 다시 복사하세요: ${path}`,
    ),
  );
