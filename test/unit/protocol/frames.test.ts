import { describe, expect, test } from 'vitest';
import { encodeFrame, FrameReader, fromSample, RpcConnection, toSample } from '../../../protocol/index.js';

describe('frames', () => {
  const frames = [
    { message: { a: 1 } },
    { message: { text: '한국어 ✓' }, binary: new Uint8Array([1, 2, 3]) },
    { message: [] },
  ];
  const bytes = Buffer.concat(frames.map(encodeFrame));

  test.each([1, 3, 7, 1000])('come out whole when bytes arrive %i at a time', (size) => {
    const reader = new FrameReader();
    const got = [];
    for (let at = 0; at < bytes.length; at += size) got.push(...reader.push(bytes.subarray(at, at + size)));
    expect(got).toEqual(frames);
  });

  test('a header of a huge frame is refused', () => {
    const header = new Uint8Array(8).fill(255);
    expect(() => new FrameReader().push(header)).toThrow(RangeError);
  });
});

describe('RpcConnection', () => {
  type Methods = {
    add: { params: { a: number; b: number }; result: number };
    fail: { params: object; result: never };
  };

  function pair() {
    const heard: unknown[] = [];
    const client: RpcConnection<Methods, unknown> = new RpcConnection<Methods, unknown>(
      { send: (bytes) => server.receive(bytes), close: () => {} },
      {},
      (event) => heard.push(event),
    );
    const server: RpcConnection<never> = new RpcConnection<never>(
      { send: (bytes) => client.receive(bytes), close: () => {} },
      {
        add: ({ a, b }: { a: number; b: number }) => a + b,
        fail: () => {
          throw new Error('no such thing');
        },
      },
    );
    return { client, server, heard };
  }

  test('answers, errors and events', async () => {
    const { client, server, heard } = pair();
    expect(await client.request('add', { a: 2, b: 3 })).toBe(5);
    await expect(client.request('fail', {})).rejects.toThrow('no such thing');
    server.announce({ type: 'x' });
    expect(heard).toEqual([{ type: 'x' }]);
  });

  test('an answer that is known at once holds nothing of what happens after it, which is announced behind it', async () => {
    const said: unknown[] = [];
    const session = { lines: ['a'] };
    const reader = new FrameReader();
    const server: RpcConnection<never> = new RpcConnection<never>(
      { send: (bytes) => said.push(...reader.push(bytes).map(({ message }) => message)), close: () => {} },
      {
        hello: () => {
          // As the outputs of a cell come, in a microtask of their own.
          void Promise.resolve().then(() => {
            session.lines.push('b');
            server.announce({ line: 'b' });
          });
          return session;
        },
      },
    );
    server.receive(encodeFrame({ message: { jsonrpc: '2.0', id: 1, method: 'hello', params: {} } }));
    await new Promise((resolve) => setTimeout(resolve, 0));
    expect(said).toMatchObject([{ id: 1, result: { lines: ['a'] } }, { params: { line: 'b' } }]);
  });

  test('requests end with the reason when the peer goes away', async () => {
    const client = new RpcConnection<Methods>({ send: () => {}, close: () => {} });
    const open = client.request('add', { a: 1, b: 1 });
    client.closed('The kernel has ended.');
    await expect(open).rejects.toThrow('The kernel has ended.');
    await expect(client.request('add', { a: 1, b: 1 })).rejects.toThrow('The kernel has ended.');
  });
});

describe('samples', () => {
  test.each([
    [1.23456789, 1.234568],
    [Number.NaN, 'NaN'],
    [Number.POSITIVE_INFINITY, 'Infinity'],
    [Number.NEGATIVE_INFINITY, '-Infinity'],
    [null, null],
    [123456789, 123456789],
  ])('%s is stored as %s', (value, stored) => {
    expect(toSample(value)).toBe(stored);
    if (value !== null && !Number.isNaN(value))
      expect(fromSample(toSample(value))).toBeCloseTo(value as number, 5);
  });
});
