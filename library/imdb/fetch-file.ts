import { type FileHandle, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { hasChecksum } from './checksum.js';
import {
  brokenOff,
  noSpace,
  noWriting,
  otherFile,
  refusedBy,
  unreachable,
  wrongChecksum,
} from './fetch-errors.js';
import { asOnlyProcess } from './fetch-lock.js';
import type { FileSource } from './file-source.js';

export interface FetchOptions {
  /** Told as bytes come, to this process or to another that fetches the same. */
  progress?: (bytes: number, size: number | undefined) => void;
  /** Milliseconds without a byte after which a connection counts as broken. */
  patience?: number;
}

const PATIENCE_MS = 30_000;
/** Connections that may break while something still comes. */
const MOST_BREAKS = 5;

/** What is being fetched in this process, by path: who asks again waits for the same. */
const underWay = new Map<string, Promise<void>>();

/**
 * Fetches a file to `path`. What has come lies in `path.part` until its checksum is right; the next call goes on from there.
 * Where something lies at `path` already, nothing is done. Where another process is at it, its download is waited for.
 *
 * @throws Error in a sentence: no connection, an answer that is no file, a connection that breaks (what came is kept), a full
 * disk (what came is kept), a wrong checksum (nothing is kept).
 */
export function fetchFile(source: FileSource, path: string, options: FetchOptions = {}): Promise<void> {
  const fetching =
    underWay.get(path) ?? fetchOnce(source, path, options).finally(() => underWay.delete(path));
  underWay.set(path, fetching);
  return fetching;
}

const sizeOf = (path: string): Promise<number> =>
  stat(path).then(
    ({ size }) => size,
    () => 0,
  );

async function fetchOnce(source: FileSource, path: string, options: FetchOptions): Promise<void> {
  if ((await sizeOf(path)) > 0) return;
  const part = `${path}.part`;
  try {
    await mkdir(dirname(path), { recursive: true });
  } catch (error) {
    throw noWriting(dirname(path), error);
  }
  await asOnlyProcess(
    path,
    async () => {
      // While the lock was waited for, the other process may have brought it.
      if ((await sizeOf(path)) === 0) await fetchAlone(source, path, part, options);
    },
    async () => options.progress?.(await sizeOf(part), source.size),
  ).catch((error: unknown) => {
    // The lock itself can be what cannot be written.
    throw (error as NodeJS.ErrnoException).syscall ? writeError(source, part, error) : error;
  });
}

async function fetchAlone(
  source: FileSource,
  path: string,
  part: string,
  options: FetchOptions,
): Promise<void> {
  let before = await sizeOf(part);
  for (let breaks = 0; ; breaks += 1) {
    const broken = await receive(source, part, options);
    const now = await sizeOf(part);
    if (!broken) break;
    if (now <= before || breaks >= MOST_BREAKS) throw brokenOff(source, now, broken);
    before = now;
  }
  if (!(await hasChecksum(part, source.checksum))) {
    await rm(part, { force: true });
    throw wrongChecksum(source);
  }
  await rename(part, path);
}

/** Lets one connection bring what is missing. @returns why it broke, or undefined where all is there. */
async function receive(source: FileSource, part: string, options: FetchOptions): Promise<unknown> {
  const here = await sizeOf(part);
  if (source.size && here >= source.size) return undefined;
  const abort = new AbortController();
  const watch = setTimeout(() => abort.abort(), options.patience ?? PATIENCE_MS);
  try {
    const response = await fetch(source.url, {
      headers: { 'accept-encoding': 'identity', ...(here > 0 ? { range: `bytes=${here}-` } : {}) },
      signal: abort.signal,
    }).catch((error: unknown) => {
      throw unreachable(source, error, here);
    });
    // The part is as long as the file, or longer: its checksum decides.
    if (response.status === 416) return undefined;
    if (!response.ok || !response.body) throw refusedBy(source, response);
    const from = response.status === 206 ? here : 0;
    const rest = Number(response.headers.get('content-length')) || undefined;
    const promised = rest && from + rest;
    const isPage = /^text\/html/i.test(response.headers.get('content-type') ?? '');
    // Before anything is written over: what has come so far may be good.
    if (isPage || (source.size && promised && promised !== source.size))
      throw otherFile(source, isPage ? undefined : promised);
    const size = source.size ?? promised;
    const file = await open(part, from > 0 ? 'a' : 'w').catch((error: unknown) => {
      throw writeError(source, part, error);
    });
    try {
      let bytes = from;
      for await (const chunk of chunksOf(response.body)) {
        watch.refresh();
        await write(file, chunk, source, part);
        bytes += chunk.length;
        options.progress?.(bytes, size);
        if (size && bytes > size) return undefined;
      }
      return size && bytes < size ? new Error(`${bytes} < ${size}`) : undefined;
    } finally {
      await file.close().catch(() => undefined);
    }
  } catch (error) {
    if (error instanceof BrokenConnection) return error.cause;
    throw error;
  } finally {
    clearTimeout(watch);
  }
}

class BrokenConnection extends Error {}

async function* chunksOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw new BrokenConnection('', { cause });
      });
      if (done) return;
      yield value;
    }
  } finally {
    await reader.cancel().catch(() => undefined);
  }
}

async function write(file: FileHandle, chunk: Uint8Array, source: FileSource, part: string): Promise<void> {
  try {
    // As `write` alone may take a part of it.
    await file.writeFile(chunk);
  } catch (error) {
    throw writeError(source, part, error);
  }
}

function writeError(source: FileSource, part: string, error: unknown): Error {
  const { code } = error as NodeJS.ErrnoException;
  return code === 'ENOSPC' || code === 'EDQUOT' ? noSpace(source, part, error) : noWriting(part, error);
}
