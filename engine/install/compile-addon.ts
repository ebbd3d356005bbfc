import { mkdirSync, readdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { say } from '../../words/index.js';
import { diskFull, InstallError, saysDiskFull } from './install-error.js';
import { TFJS_NODE } from './node-packages.js';
import { runProgram, whyFailed } from './run-program.js';

const LIBRARIES = ['libtensorflow_cc.so.2', 'libtensorflow_framework.so.2'];

/** The N-API version that tfjs-node asks for on every Node since 12.22: the highest that it lists. */
const NAPI = 8;

/**
 * Compiles tfjs-node's addon against unpacked TensorFlow libraries, which it then finds beside itself wherever the
 * folder is moved. N-API is stable: one addon serves every Node, and VS Code's.
 *
 * @param folder the one with `node_modules`.
 * @param tensorflow the unpacked wheel's `tensorflow` folder; its libraries are moved away.
 * @throws InstallError
 */
export async function compileAddon(
  folder: string,
  tensorflow: string,
  { compiler, signal }: { compiler: string; signal?: AbortSignal },
): Promise<void> {
  const modules = join(folder, 'node_modules');
  const home = join(modules, TFJS_NODE);
  const libraries = join(home, 'deps', 'lib');
  const out = join(home, 'lib', `napi-v${NAPI}`);
  for (const made of [libraries, out]) mkdirSync(made, { recursive: true });
  for (const library of LIBRARIES) renameSync(join(tensorflow, library), join(libraries, library));
  const sources = readdirSync(join(home, 'binding')).filter((file) => file.endsWith('.cc'));
  const includes = [join(modules, 'node-api-headers', 'include'), join(tensorflow, 'include'), home];
  const args = ['-O2', '-std=c++17', '-shared', '-fPIC', '-w', `-DNAPI_VERSION=${NAPI}`];
  args.push(...includes.flatMap((include) => ['-I', include]));
  args.push(...sources.map((file) => join(home, 'binding', file)), '-o', join(out, 'tfjs_binding.node'));
  args.push('-L', libraries, ...LIBRARIES.map((library) => `-l:${library}`));
  args.push('-Wl,-rpath,$ORIGIN/../../deps/lib');
  const end = await runProgram(compiler, args, { signal });
  if (end.ok) return;
  if (saysDiskFull(end.output)) throw diskFull(folder);
  throw new InstallError(
    say(
      `Compiling the addon of tfjs-node failed (${compiler}):\n${whyFailed(end)}`,
      `tfjs-node 애드온을 컴파일하지 못했습니다(${compiler}):\n${whyFailed(end)}`,
    ),
  );
}

/** Where another way left addon and libraries: as the official install has them. */
export const hasAddon = (folder: string): boolean => {
  try {
    const lib = join(folder, 'node_modules', TFJS_NODE, 'lib');
    return readdirSync(lib).some((name) => readdirSync(join(lib, name)).includes('tfjs_binding.node'));
  } catch {
    return false;
  }
};
