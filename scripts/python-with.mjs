import { existsSync } from 'node:fs';
import { findProgram } from '../engine/install/find-program.mjs';
import { capture } from './command.mjs';

/**
 * A Python that can import a module: the one on the PATH, else the system's own, which is the one that Debian's packages
 * serve. Undefined where neither can.
 */
export function pythonWith(module) {
  const candidates = [process.env.PYTHON, findProgram('python3', 'python'), '/usr/bin/python3'];
  return candidates.find(
    (python) => python && existsSync(python) && capture(python, ['-c', `import ${module}`]).status === 0,
  );
}
