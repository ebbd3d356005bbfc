import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchFile } from '../../../library/imdb/fetch-file.js';
import type { FileSource } from '../../../library/imdb/file-source.js';
import { setLibraryContext } from '../../../library/index.js';

const bytes = Buffer.from(Array.from({ length: 300_000 }, (_, i) => (i * 31 + (i >> 8)) % 251));
const hex = createHash('sha256').update(bytes).digest('hex');

type Answer = (response: ServerResponse, from: number, request: IncomingMessage) => void;

/** The rest of the file, as a server answers that knows ranges. */
const rest: Answer = (response, from) => {
  const headers = { 'content-length': bytes.length - from };
  if (from > 0)
    response.writeHead(206, {
      ...headers,
      'content-range': `bytes ${from}-${bytes.length - 1}/${bytes.length}`,
    });
  else response.writeHead(200, headers);
  response.end(bytes.subarray(from));
};
/** So many bytes of what it promises, then the connection breaks. */
const only =
  (count: number): Answer =>
  (response, from) => {
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': bytes.length - from });
    response.write(bytes.subarray(from, from + count), () => setTimeout(() => response.destroy(), 20));
  };
const nothing: Answer = (response) => response.destroy();
const whole: Answer = (response) => {
  response.writeHead(200, { 'content-length': bytes.length });
  response.end(bytes);
};
const page: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'text/html' });
  response.end('<html>Sign in</html>');
};
const other: Answer = (response) => {
  response.writeHead(200, { 'content-length': 7 });
  response.end('another');
};
const status =
  (code: number): Answer =>
  (response) => {
    response.writeHead(code);
    response.end();
  };
const silence: Answer = (response, from) => {
  response.writeHead(from > 0 ? 206 : 200, { 'content-length': bytes.length - from });
  response.write(bytes.subarray(from, from + 1000));
};

let folder: string;
let server: Server;
let answers: Answer[];
let asked: number[];
let source: FileSource;
let path: string;

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'epochbook-fetch-'));
  path = join(folder, 'deep', 'data.bin');
  asked = [];
  server = createServer((request, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    asked.push(from);
    const answer = answers.length > 1 ? answers.shift() : answers[0];
    answer?.(response, from, request);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const checksum = { algorithm: 'sha256', hex } as const;
  source = { name: 'data.bin', url: `http://127.0.0.1:${port}/data.bin`, size: bytes.length, checksum };
});
afterEach(async () => {
  setLibraryContext({ locale: 'en' });
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
  rmSync(folder, { recursive: true, force: true });
});

const failure = async (options = {}): Promise<string> =>
  fetchFile(source, path, options).then(
    () => 'no error',
    (error: Error) => error.message,
  );

describe('fetchFile', () => {
  const right: [name: string, answers: Answer[], asked: number[]][] = [
    ['in one go', [rest], [0]],
    ['in three connections', [only(100_000), only(50_000), rest], [0, 100_000, 150_000]],
    ['anew from a server that knows no ranges', [only(100_000), whole], [0, 100_000]],
  ];
  it.each(right)('brings the file %s', async (_, script, expected) => {
    answers = script;
    const told: number[] = [];
    await fetchFile(source, path, { progress: (count) => told.push(count) });
    expect(readFileSync(path).equals(bytes)).toBe(true);
    expect(existsSync(`${path}.part`)).toBe(false);
    expect(asked).toEqual(expected);
    expect(told.at(-1)).toBe(bytes.length);
  });

  it('asks for nothing where the file is there', async () => {
    answers = [rest];
    await fetchFile(source, path);
    await fetchFile(source, path);
    expect(asked).toEqual([0]);
  });

  it('fetches once for two who ask at once', async () => {
    answers = [rest];
    await Promise.all([fetchFile(source, path), fetchFile(source, path)]);
    expect(asked).toEqual([0]);
  });

  it('knows a file whose size only the server knows', async () => {
    answers = [only(10_000), rest];
    source = { ...source, size: undefined };
    await fetchFile(source, path);
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it('keeps half a download, says so in both languages, and goes on from there', async () => {
    answers = [only(100_000), nothing];
    expect(await failure()).toMatch(
      /cannot be fetched.*The 0\.1 MB that have come are kept: run the cell again/,
    );
    setLibraryContext({ locale: 'ko' });
    expect(await failure()).toMatch(/받은 데까지\(0\.1 MB\)는 그대로 있습니다.*이어서 받습니다/);
    expect(readFileSync(`${path}.part`).equals(bytes.subarray(0, 100_000))).toBe(true);
    answers = [rest];
    asked = [];
    await fetchFile(source, path);
    expect(asked).toEqual([100_000]);
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it('does not wait for ever for a server that falls silent', async () => {
    answers = [silence, only(0)];
    expect(await failure({ patience: 300 })).toMatch(
      /by half only: 0\.0 MB of 0\.3 MB, then the connection broke/,
    );
  });

  const wrong: [name: string, answers: Answer[], english: RegExp, korean: RegExp][] = [
    ['a page to sign in', [page], /answers with a web page/, /웹 페이지로 답합니다/],
    [
      'a file of another length',
      [other],
      /has 7 bytes, but 300000 were expected/,
      /7바이트인데 300000바이트/,
    ],
    ['404', [status(404)], /answers 404/, /응답: 404/],
    ['500', [status(500)], /answers 500/, /응답: 500/],
  ];
  it.each(wrong)('refuses %s, and keeps what has come', async (_, script, english, korean) => {
    answers = [only(100_000), nothing];
    await failure();
    answers = script;
    expect(await failure()).toMatch(english);
    expect(existsSync(path)).toBe(false);
    setLibraryContext({ locale: 'ko' });
    answers = script;
    expect(await failure()).toMatch(korean);
    expect(readFileSync(`${path}.part`).equals(bytes.subarray(0, 100_000))).toBe(true);
  });

  it('throws away what has a wrong checksum, and brings it right the next time', async () => {
    answers = [rest];
    const { checksum } = source;
    source = { ...source, checksum: { algorithm: 'md5', hex: '0'.repeat(32) } };
    expect(await failure()).toMatch(
      /data\.bin from http.* its checksum \(md5\) is another\. Nothing of it is kept/,
    );
    expect([existsSync(path), existsSync(`${path}.part`)]).toEqual([false, false]);
    setLibraryContext({ locale: 'ko' });
    expect(await failure()).toMatch(/체크섬\(md5\)이 다릅니다\. 받은 것은 지웠습니다/);
    source = { ...source, checksum };
    await fetchFile(source, path);
    expect(readFileSync(path).equals(bytes)).toBe(true);
  });

  it('says where nothing listens', async () => {
    answers = [rest];
    source = { ...source, url: 'http://127.0.0.1:1/data.bin' };
    expect(await failure()).toMatch(/127\.0\.0\.1:1 does not answer/);
    setLibraryContext({ locale: 'ko' });
    expect(await failure()).toMatch(/응답하지 않습니다/);
  });

  it.skipIf(!existsSync('/dev/full'))('says that the disk is full', async () => {
    answers = [rest];
    path = join(folder, 'full.bin');
    symlinkSync('/dev/full', `${path}.part`);
    expect(await failure()).toMatch(/The disk is full: data\.bin needs 0\.3 MB.*Free some space/);
    setLibraryContext({ locale: 'ko' });
    expect(await failure()).toMatch(/디스크가 가득 찼습니다.*공간을 비우고/);
  });

  it('says where a folder cannot be made', async () => {
    answers = [rest];
    writeFileSync(join(folder, 'deep'), 'a file');
    expect(await failure()).toMatch(/Nothing can be written to .*deep.*EPOCHBOOK_CACHE/);
    setLibraryContext({ locale: 'ko' });
    expect(await failure()).toMatch(/쓸 수 없습니다.*EPOCHBOOK_CACHE/);
  });
});
