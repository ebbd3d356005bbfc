import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { inject } from 'vitest';
import { interopPython } from '../../../scripts/provide-python.mjs';

/** Empty where there is a Python with Keras and TensorBoard, else why there is none. */
export const noPython: string = interopPython()
  ? ''
  : 'no Python with Keras and TensorBoard; "node scripts/provide-python.mjs" installs it';

interface Ended {
  status: number | null;
  stdout: string;
  stderr: string;
}

/**
 * Runs a script of this folder's parent under the Python that has Keras, and gives what it printed.
 *
 * @param script its path below `test/interop/`
 * @throws Error with the end of what it wrote to stderr, if it does not end with status 0
 */
export async function runPython(script: string, ...args: string[]): Promise<string> {
  const path = join(import.meta.dirname, '..', script);
  const warm = inject('warmPython');
  const { status, stdout, stderr } = warm ? await fork(warm, path, args) : await start(path, args);
  if (status !== 0) throw new Error(`${script} ended with status ${status}: ${stderr.slice(-3000)}`);
  return stdout;
}

async function fork(warm: string, script: string, args: string[]): Promise<Ended> {
  const socket = connect(warm);
  socket.write(`${JSON.stringify({ script, args })}\n`);
  const answer = await text(socket);
  if (!answer) throw new Error(`The Python for ${script} has ended: ${readFileSync(`${warm}.log`, 'utf8')}`);
  return JSON.parse(answer) as Ended;
}

/** The same in a Python of its own, with Keras on another backend. */
export async function runPythonOn(backend: 'jax', script: string, ...args: string[]): Promise<string> {
  const { status, stdout, stderr } = await start(join(import.meta.dirname, '..', script), args, backend);
  if (status !== 0) throw new Error(`${script} ended with status ${status}: ${stderr.slice(-3000)}`);
  return stdout;
}

async function start(script: string, args: string[], backend = 'tensorflow'): Promise<Ended> {
  const env = {
    ...process.env,
    TF_CPP_MIN_LOG_LEVEL: '3',
    KERAS_BACKEND: backend,
    CUDA_VISIBLE_DEVICES: '-1',
  };
  const child = spawn(interopPython() ?? '', [script, ...args], { stdio: ['ignore', 'pipe', 'pipe'], env });
  const status = new Promise<number | null>((resolve, reject) =>
    child.once('error', reject).once('close', resolve),
  );
  const [stdout, stderr] = await Promise.all([text(child.stdout), text(child.stderr)]);
  return { status: await status, stdout, stderr };
}
