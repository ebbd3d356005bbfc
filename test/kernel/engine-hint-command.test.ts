import { execFile } from 'node:child_process';
import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import type { EngineHint } from '../../protocol/index.js';
import { nativeStorage, noNative } from '../native-engine.js';
import { FIT, NET } from './hinted-net.js';
import { notebookText } from './notebook-text.js';

const repository = join(import.meta.dirname, '../..');

test.skipIf(noNative)(
  `epochbook run tells it with --engine-hint, in both forms, and not without ${noNative}`,
  { timeout: 150_000 },
  async () => {
    const folder = mkdtempSync(join(tmpdir(), 'epochbook-hint-'));
    const notebook = join(folder, 'net.ipynb');
    writeFileSync(notebook, notebookText([NET, FIT], { language_info: { name: 'typescript' } }));
    const cli = (...more: string[]) =>
      promisify(execFile)(
        process.execPath,
        [join(repository, 'dist/cli.js'), 'run', notebook, '--engine', 'native', '--json', ...more],
        {
          env: {
            ...process.env,
            LC_ALL: 'C',
            EPOCHBOOK_STORAGE: nativeStorage,
            EPOCHBOOK_HINT_AFTER_MS: '1',
          },
        },
      );
    const plain = await cli();
    expect(JSON.parse(plain.stdout)).not.toHaveProperty('engineHint');
    expect(plain.stderr).not.toContain('times faster');
    const { stdout, stderr } = await cli('--engine-hint');
    const { ok, engineHint } = JSON.parse(stdout) as { ok: boolean; engineHint: EngineHint };
    expect(ok).toBe(true);
    expect(engineHint.engine).toBe('embedded');
    expect(stderr.split('\n')).toContain(engineHint.text);
  },
);
