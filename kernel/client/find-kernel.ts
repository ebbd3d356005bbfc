import net from 'node:net';
import { type FoundRecord, readRecord, recordIsAlive, removeRecord } from '../kernel-record.js';
import { foundProcess } from './kernel-process.js';
import { type LaunchedKernel, logOf } from './launch.js';

const TRY_EVERY_MS = 50;

/**
 * Connects to the kernel of a record.
 *
 * @returns undefined where it is gone, or does not let anybody in.
 */
export async function findKernel(
  { path, record }: FoundRecord,
  ms: number,
): Promise<LaunchedKernel | undefined> {
  const until = Date.now() + ms;
  for (;;) {
    const socket = await connectTo(record.socket);
    if (socket)
      return {
        process: foundProcess(record.pid, record.mark),
        socket,
        token: record.token,
        log: logOf(record.room),
        // What it has left to whoever opens the notebook next stays.
        cleanUp: () => {
          if (!readRecord(path)?.left) removeRecord(path, record);
        },
      };
    // One that is about to end still lives for a moment, and then has left what nobody has seen.
    const now = readRecord(path);
    if (!now || now.left || !recordIsAlive(now) || Date.now() > until) return undefined;
    await new Promise((resolve) => setTimeout(resolve, TRY_EVERY_MS));
  }
}

function connectTo(path: string): Promise<net.Socket | undefined> {
  return new Promise((resolve) => {
    const socket = net.connect(path);
    socket.once('connect', () => {
      socket.removeAllListeners('error');
      resolve(socket);
    });
    socket.once('error', () => {
      socket.destroy();
      resolve(undefined);
    });
  });
}
