import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

/** The root folder of this repository. */
export const repository = join(import.meta.dirname, '..');

/** Where results are put. */
export const artifacts = join(repository, 'artifacts');

/** What users get: the packaged extension, and the same files unpacked in a place where no other build changes them. */
export interface Product {
  vsix: string;
  kernelHost: string;
  cli: string;
  languageServer: string;
  /** The course, `en/`, `ko/` and `data/`. */
  workbooks: string;
}

const folder = join(artifacts, 'bench');

/** Builds for production and packages, or takes what an earlier call has left. @throws Error when that fails. */
export function provideProduct({ build }: { build: boolean }): Product {
  const product = {
    vsix: join(folder, 'epochbook.vsix'),
    kernelHost: join(folder, 'product', 'dist', 'kernel', 'host.cjs'),
    cli: join(folder, 'product', 'dist', 'cli.js'),
    languageServer: join(folder, 'product', 'dist', 'language', 'server.cjs'),
    workbooks: join(folder, 'product', 'workbooks'),
  };
  if (build) makeProduct(product);
  for (const path of Object.values(product))
    if (!existsSync(path)) throw new Error(`There is no ${path}. Run the benchmarks without --no-build.`);
  return product;
}

function makeProduct({ vsix }: Product): void {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  execFileSync(process.execPath, [join(repository, 'scripts', 'package.mjs'), '--out', vsix], {
    cwd: repository,
    stdio: ['ignore', 2, 2],
  });
  for (const part of ['dist', 'workbooks', 'package.json'])
    cpSync(join(repository, part), join(folder, 'product', part), { recursive: true });
}
