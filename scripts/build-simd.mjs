// Compiles the embedded engine's own SIMD loops from AssemblyScript to WebAssembly.
import asc from 'assemblyscript/asc';
import { repository } from './repository.mjs';

/** @param file relative to the repository. @throws Error with the compiler's messages. */
export async function buildSimd(file) {
  const { error, stderr } = await asc.main(
    [
      'engine/embedded/simd/assembly/index.ts',
      ...['--outFile', file],
      ...['--baseDir', repository],
      ...['--runtime', 'stub'],
      // The memory is the backend's; it starts with at least one page.
      ...['--importMemory', '--noExportMemory', '--initialMemory', '1'],
      ...['--optimizeLevel', '3', '--noAssert', '--use', 'abort='],
      ...['--enable', 'simd'],
    ],
    { stdout: process.stdout },
  );
  if (error) throw new Error(`AssemblyScript: ${error.message}\n${stderr.toString()}`);
}
