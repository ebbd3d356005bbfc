import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it, vi } from 'vitest';

// Several notebooks of a class room that ask for the same reviews at once: each is a process of its own.

const bytes = Buffer.from(Array.from({ length: 200_000 }, (_, i) => (i * 31 + (i >> 8)) % 251));
const hex = createHash('sha256').update(bytes).digest('hex');

let folder: string;
let program: string;
let server: Server;
let url: string;
let asked: number[];
let waiting: ServerResponse[];

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'epochbook-fetch-processes-'));
  program = join(folder, 'fetch.mjs');
  await build({
    stdin: {
      contents: `
        import { fetchFile } from '../../../library/imdb/fetch-file.js';
        const [, , url, path] = process.argv;
        const checksum = { algorithm: 'sha256', hex: '${hex}' };
        let told = 0;
        await fetchFile({ name: 'data.bin', url, size: ${bytes.length}, checksum }, path, {
          progress: (bytes) => { told = Math.max(told, bytes); },
        });
        process.stdout.write(String(told));
      `,
      resolveDir: import.meta.dirname,
      loader: 'ts',
    },
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'esm',
    logLevel: 'error',
  });
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Sends half of what is missing; the rest comes when the test says so. */
beforeEach(async () => {
  asked = [];
  waiting = [];
  server = createServer((request, response) => {
    const from = Number(/^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1] ?? 0);
    asked.push(from);
    response.writeHead(from > 0 ? 206 : 200, { 'content-length': bytes.length - from });
    response.write(bytes.subarray(from, (from + bytes.length) / 2));
    waiting.push(response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/data.bin`;
});
const children: ChildProcess[] = [];
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function start(path: string): { child: ChildProcess; ended: Promise<[number | null, string]> } {
  const child = spawn(process.execPath, [program, url, path], { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  let printed = '';
  child.stdout.on('data', (text) => {
    printed += text;
  });
  return { child, ended: new Promise((resolve) => child.on('close', (code) => resolve([code, printed]))) };
}
const started = (count: number): Promise<void> =>
  vi.waitFor(() => expect(asked).toHaveLength(count), { timeout: 20_000 });
const halfCame = (path: string): Promise<void> =>
  vi.waitFor(() => expect(readFileSync(`${path}.part`)).toHaveLength(bytes.length / 2), { timeout: 20_000 });

it('fetches once for three processes, and tells the waiting ones how far it is', async () => {
  const path = join(folder, 'once', 'data.bin');
  const three = [start(path), start(path), start(path)];
  await started(1);
  await halfCame(path);
  // By then all have asked for the lock, and have looked at what the first one brought.
  await new Promise((resolve) => setTimeout(resolve, 1000));
  waiting[0]?.end(bytes.subarray(bytes.length / 2));
  const ends = await Promise.all(three.map(({ ended }) => ended));
  expect(ends.map(([code]) => code)).toEqual([0, 0, 0]);
  for (const [, told] of ends) expect(Number(told)).toBeGreaterThanOrEqual(bytes.length / 2);
  expect(asked).toEqual([0]);
  expect(readFileSync(path).equals(bytes)).toBe(true);
  expect(readdirSync(join(folder, 'once'))).toEqual(['data.bin']);
});

it('goes on where a process was killed that fetched', async () => {
  const path = join(folder, 'killed', 'data.bin');
  const first = start(path);
  await started(1);
  await halfCame(path);
  const second = start(path);
  await new Promise((resolve) => setTimeout(resolve, 700));
  expect(asked).toEqual([0]);
  first.child.kill('SIGKILL');
  await started(2);
  const half = bytes.length / 2;
  waiting[1]?.end(bytes.subarray(half + half / 2));
  expect((await second.ended)[0]).toBe(0);
  expect(asked).toEqual([0, half]);
  expect(readFileSync(path).equals(bytes)).toBe(true);
  expect(readdirSync(join(folder, 'killed'))).toEqual(['data.bin']);
});
