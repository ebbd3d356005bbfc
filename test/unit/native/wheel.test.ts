import { spawnSync } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { findProgram } from '../../../engine/install/find-program.mjs';
import { fetchResuming, unpackWheel, verifyHash } from '../../../engine/install/wheel.js';

const room = (): string => mkdtempSync(join(tmpdir(), 'epochbook-wheel-'));
const python = findProgram('python3') ?? '';

describe('the download', () => {
  const bytes = randomBytes(3_000_000);
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  const ranges: (string | undefined)[] = [];
  let server: Server;
  afterEach(() => server.close());

  /** Serves `bytes`, breaking off the first answer after a third of them. */
  async function serve(breakFirst: boolean): Promise<string> {
    ranges.length = 0;
    server = createServer(({ headers: { range } }, response) => {
      ranges.push(range);
      const from = Number(/bytes=(\d+)-/.exec(range ?? '')?.[1] ?? 0);
      if (from >= bytes.length) {
        response.writeHead(416).end();
        return;
      }
      response.writeHead(range ? 206 : 200, { 'content-length': bytes.length - from });
      if (breakFirst && ranges.length === 1)
        response.write(bytes.subarray(0, 1_000_000), () => setTimeout(() => response.destroy(), 50));
      else response.end(bytes.subarray(from));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/tensorflow.whl`;
  }

  test('goes on where it broke off, and says that it did', async () => {
    const url = await serve(true);
    const part = join(room(), 'tensorflow.whl.part');
    const seen: number[] = [];
    const options = { onProgress: (fraction: number) => seen.push(fraction) };
    await expect(fetchResuming(url, part, options)).rejects.toThrow(
      /The download of tensorflow\.whl broke off .*What has arrived is kept: install again/,
    );
    await fetchResuming(url, part, options);
    expect(ranges).toEqual([undefined, expect.stringMatching(/^bytes=[1-9]\d*-$/)]);
    await verifyHash(part, sha256);
    expect(readFileSync(part).equals(bytes)).toBe(true);
    expect(seen.at(-1)).toBe(1);
    // Whole already: the server has no more to give.
    await fetchResuming(url, part, options);
  });

  test('that is not what the registry names is thrown away', async () => {
    const url = await serve(false);
    const part = join(room(), 'tensorflow.whl.part');
    await fetchResuming(url, part, { onProgress: () => {} });
    truncateSync(part, 2_999_999);
    await expect(verifyHash(part, sha256)).rejects.toThrow(
      /The download tensorflow\.whl is broken: its 2999999 bytes do not have the hash.*install again/,
    );
    expect(existsSync(part)).toBe(false);
  });

  test('ends when it is cancelled', async () => {
    const url = await serve(false);
    const signal = AbortSignal.abort();
    await expect(
      fetchResuming(url, join(room(), 'a.part'), { signal, onProgress: () => {} }),
    ).rejects.toThrow(/was cancelled/);
  });
});

describe.skipIf(!python)(`unpacking${python ? '' : ' (skipped: no python3 here)'}`, () => {
  function wheel(files: Record<string, number>): string {
    const path = join(room(), 'tensorflow.whl');
    const program = `import sys, json, zipfile
with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as z:
    for name, size in json.loads(sys.argv[2]).items(): z.writestr(name, bytes(size))`;
    expect(spawnSync(python, ['-c', program, path, JSON.stringify(files)]).status).toBe(0);
    return path;
  }
  const libraries = (size: number) => ({
    'tensorflow/libtensorflow_cc.so.2': size,
    'tensorflow/libtensorflow_framework.so.2': 10,
  });

  test('takes the libraries and the headers that are needed, and nothing else', async () => {
    const path = wheel({
      ...libraries(1000),
      'tensorflow/include/tensorflow/c/c_api.h': 5,
      'tensorflow/include/Eigen/Core': 5,
      'tensorflow/python/ops.py': 5,
    });
    const target = room();
    await unpackWheel(path, target, { python });
    const has = (name: string): boolean => existsSync(join(target, 'tensorflow', name));
    expect(has('libtensorflow_cc.so.2') && has('include/tensorflow/c/c_api.h')).toBe(true);
    expect(has('include/Eigen') || has('python')).toBe(false);
  });

  test('a wheel that is cut off, one of another kind, one that is not there', async () => {
    const cut = wheel(libraries(100_000));
    truncateSync(cut, 60);
    await expect(unpackWheel(cut, room(), { python })).rejects.toThrow(
      /tensorflow\.whl is broken and cannot be unpacked .*Remove it and install again/,
    );
    const other = wheel({ 'numpy/core.py': 3 });
    await expect(unpackWheel(other, room(), { python })).rejects.toThrow(
      /is no TensorFlow wheel for Linux: it lacks tensorflow\/libtensorflow_cc\.so\.2/,
    );
    await expect(unpackWheel('/nowhere.whl', room(), { python })).rejects.toThrow(
      'There is no file /nowhere.whl.',
    );
  });

  test('a byte that changed on the way is noticed', async () => {
    const path = wheel(libraries(100_000));
    const bytes = readFileSync(path);
    bytes[80] = (bytes[80] ?? 0) ^ 0xff;
    writeFileSync(path, bytes);
    await expect(unpackWheel(path, room(), { python })).rejects.toThrow(/is broken and cannot be unpacked/);
  });

  test('a disk that fills up on the way', async (context) => {
    const disk = room();
    mkdirSync(disk, { recursive: true });
    const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', disk]);
    if (status !== 0) context.skip('a small disk cannot be mounted here (needs root)');
    try {
      await expect(unpackWheel(wheel(libraries(20_000_000)), disk, { python })).rejects.toThrow(
        `The disk of ${disk} is full. Make room, or name another folder in the variable EPOCHBOOK_STORAGE`,
      );
    } finally {
      spawnSync('umount', [disk]);
    }
  });
});
