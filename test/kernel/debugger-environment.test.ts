import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { withoutDebugger } from '../../kernel/client/without-debugger.js';
import { TestKernel } from './kernel.js';

/** Node's options as a terminal or an editor sets them, and what is left of them. */
const rows: [given: string, left: string | undefined][] = [
  ['--inspect', undefined],
  ['--inspect=0', undefined],
  ['--inspect-brk=127.0.0.1:9229', undefined],
  ['--inspect-wait', undefined],
  ['--inspect-port=0 --inspect', undefined],
  ['--inspect-port 0 --max-old-space-size=4096', '--max-old-space-size=4096'],
  [
    '--max-old-space-size=4096 --inspect-brk --enable-source-maps',
    '--max-old-space-size=4096  --enable-source-maps',
  ],
  ['--require "/a folder/inspect-me.cjs"', '--require "/a folder/inspect-me.cjs"'],
  ['--require ./--inspect.cjs', '--require ./--inspect.cjs'],
];

test.each(rows)('of NODE_OPTIONS %s', (given, left) => {
  expect(withoutDebugger({ NODE_OPTIONS: given }).NODE_OPTIONS).toBe(left);
});

// What Auto Attach does: each Node that starts gets a debugger, if this variable says where it is.
const BOOTLOADER = `if (process.env.VSCODE_INSPECTOR_OPTIONS) {
  const inspector = require('node:inspector');
  inspector.open(0);
  console.error('Debugger attached.');
}`;

describe('a kernel that is started where programs are debugged', () => {
  test.each(['--inspect=0', '--inspect-brk=0', 'Auto Attach'])(
    '%s: nothing waits, and no cell tells of it',
    async (how) => {
      const folder = mkdtempSync(join(tmpdir(), 'epochbook-test-'));
      writeFileSync(join(folder, 'bootloader.cjs'), BOOTLOADER);
      const env =
        how === 'Auto Attach'
          ? {
              NODE_OPTIONS: `--require ${join(folder, 'bootloader.cjs')}`,
              VSCODE_INSPECTOR_OPTIONS: '{"inspectorIpc":"nowhere"}',
            }
          : { NODE_OPTIONS: how };
      const kernel = await TestKernel.start({ folder, env });
      const { result, text } = await kernel.run(
        "import { spawnSync } from 'node:child_process';\nspawnSync(process.execPath, ['-e', 'console.log(1)'], { stdio: 'inherit' });\nconsole.log('Debugger attached.');",
      );
      await kernel.end();
      expect([result.status, text]).toEqual(['ok', '1\nDebugger attached.\n']);
    },
  );
});
