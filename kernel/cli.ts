import { runCommand } from './cli/run.js';
import { UsageError } from './cli/usage-error.js';

const USAGE = `epochbook runs deep-learning workbooks in TypeScript.

  epochbook run NOTEBOOK [--out FILE] [--engine embedded|native] [--timeout SECONDS] [--json]
      Runs every cell in a fresh kernel and writes the executed notebook (NAME.executed.ipynb without --out).
      Ends with 0, or with 1 naming the cell that failed.
`;

async function main([command, ...args]: string[]): Promise<number> {
  if (command === 'run') return runCommand(args);
  if (command === undefined || command === 'help' || command === '--help') {
    process.stdout.write(USAGE);
    return command === undefined ? 2 : 0;
  }
  throw new UsageError(`There is no command "${command}".`);
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: Error) => {
    process.stderr.write(`epochbook: ${error.message}\n`);
    if (error instanceof UsageError) process.stderr.write(`\n${USAGE}`);
    process.exitCode = error instanceof UsageError ? 2 : 1;
  },
);
