import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, expect, test } from 'vitest';
import { kernelAddress } from '../../kernel/client/launch.js';
import { type KernelHandlers, KernelServer } from '../../kernel/worker/server.js';
import { type KernelRequests, PROTOCOL_VERSION, RpcConnection } from '../../protocol/index.js';

const folder = mkdtempSync(join(tmpdir(), 'epochbook-test-'));
const path = kernelAddress(folder);
const sockets: net.Socket[] = [];
afterEach(() => {
  for (const socket of sockets) socket.destroy();
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const engine = { name: 'none', backend: null, label: '' } as const;
let executed = 0;
const handlers: KernelHandlers = {
  owned: () => {},
  facts: () => ({ pid: 1, node: '20', state: 'idle', engine }),
  session: () => ({ cells: [], note: null, read: [0, 0] }),
  execute: () => {
    executed += 1;
    return { status: 'ok', durationMs: 0 };
  },
  outcome: () => ({ status: 'ok', durationMs: 0 }),
  stay: () => ({}),
  remember: () => ({}),
  forget: () => ({}),
  interrupt: () => ({ stage: 'nothing' }),
  showHint: () => ({}),
  stopRun: () => ({ accepted: false }),
  runState: () => null,
  layers: () => null,
  engineHint: () => null,
  moved: () => ({}),
  openDebugger: () => ({ address: '', folder: '' }),
  closeDebugger: () => ({}),
  answer: () => ({ accepted: false }),
  variables: () => ({ variables: [], more: 0, memory: null, accounts: [] }),
  openValue: () => ({ problem: '' }),
  valueRows: ({ from, columnFrom }) => ({ matching: 0, from, columnFrom, rows: [] }),
  valueStatistics: () => ({ count: 0, missing: 0, nan: 0, infinite: [0, 0], bins: [] }),
  valueImage: () => ({ height: 0, width: 0, channels: 1, step: 1, base64: '', range: [0, 0] }),
  closeValue: () => ({}),
  shutdown: () => ({}),
};
const lonely = { begin: () => {}, afterMs: () => 60_000, end: () => {} };
const server = new KernelServer(path, 'secret', handlers, lonely);

async function connect(): Promise<RpcConnection<KernelRequests, unknown>> {
  const socket = net.connect(path);
  sockets.push(socket);
  const connection = new RpcConnection<KernelRequests, unknown>({
    send: (bytes) => socket.write(bytes),
    close: () => socket.destroy(),
  });
  socket.on('data', (bytes) => connection.receive(bytes));
  socket.on('close', () => connection.closed('closed'));
  await new Promise((resolve) => socket.once('connect', resolve));
  return connection;
}

test('only a peer that knows the token is served', async () => {
  await server.listen();
  const stranger = await connect();
  const cell = { cell: 'c', order: 1, code: '1', language: 'typescript' } as const;
  await expect(stranger.request('execute', cell)).rejects.toThrow('Say hello first');
  const hello = { protocol: PROTOCOL_VERSION, locale: 'en' } as const;
  await expect(stranger.request('hello', { ...hello, token: 'guess' })).rejects.toThrow('token is wrong');
  await expect(stranger.request('execute', cell)).rejects.toThrow('Say hello first');
  expect(executed).toBe(0);
  const friend = await connect();
  await expect(friend.request('hello', { ...hello, token: 'secret', protocol: 99 })).rejects.toThrow(
    /speaks protocol 1, the client 99/,
  );
  expect((await friend.request('hello', { ...hello, token: 'secret' })).pid).toBe(1);
  expect((await friend.request('execute', cell)).status).toBe('ok');
  const noise = net.connect(path);
  sockets.push(noise);
  noise.write(Buffer.alloc(64, 255));
  await new Promise((resolve) => noise.once('close', resolve));
  expect((await friend.request('execute', cell)).status).toBe('ok');
});

test.skipIf(process.platform === 'win32')(
  'a socket that a killed process has left is no hindrance, one in use is',
  async () => {
    const left = join(folder, 'left.sock');
    const dies =
      "require('node:net').createServer().listen(process.argv[1], () => process.kill(process.pid, 'SIGKILL'))";
    spawnSync(process.execPath, ['-e', dies, left]);
    expect(existsSync(left)).toBe(true);
    const first = new KernelServer(left, 'secret', handlers, lonely);
    await first.listen();
    const second = new KernelServer(left, 'secret', handlers, lonely);
    await expect(second.listen()).rejects.toThrow('EADDRINUSE');
    const socket = net.connect(left);
    sockets.push(socket);
    await new Promise((resolve) => socket.once('connect', resolve));
    first.close();
  },
);
