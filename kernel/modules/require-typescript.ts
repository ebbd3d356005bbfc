import { readFileSync } from 'node:fs';
import Module from 'node:module';
import { dirname } from 'node:path';
import { lowerSyntax } from '../cell/lower-syntax.js';
import { keepMap } from './own-positions.js';

type Compile = (module: { _compile(code: string, path: string): void }, path: string) => void;

/** Lets `require` load TypeScript on a Node whose module hooks do not see it. */
export function requireTypeScript(): void {
  const { _extensions: extensions } = Module as unknown as { _extensions: Record<string, Compile> };
  for (const ending of ['.ts', '.cts']) {
    extensions[ending] = (module, path) => {
      const { code, map, fault } = lowerSyntax(readFileSync(path, 'utf8'), {
        folder: dirname(path),
        as: 'commonjs',
      });
      if (fault) throw new SyntaxError(`${path}: ${fault.message}`);
      keepMap(path, map);
      module._compile(code, path);
    };
  }
}
