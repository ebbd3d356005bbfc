import { doctorCommand } from './cli/doctor.js';
import { engineCommand } from './cli/engine.js';
import { runCommand } from './cli/run.js';
import { tensorBoardCommand } from './cli/tensorboard.js';
import { UsageError } from './cli/usage-error.js';

const USAGE = `epochbook runs deep-learning workbooks in TypeScript.

  epochbook run NOTEBOOK [--out FILE] [--engine native|embedded] [--timeout SECONDS]
                         [--engine-hint] [--json]
      Runs every cell in a fresh kernel and writes the executed notebook (NAME.executed.ipynb without --out).
      Ends with 0, or with 1 naming the cell that failed. With --engine-hint, the model that trained longest (for 5 s or
      more) is timed on the other engines at the end, and one on which it trains much faster is named: takes some seconds.

  epochbook engine install [--wheel FILE] [--force]
      Installs the native engine (TensorFlow itself) for this user and checks that it trains. Where its official
      download is out of reach, it is built out of TensorFlow's Python wheel, which FILE may name.
  epochbook engine list | remove | test [FOLDER] [--json]
      The engines at hand; the installed one away again; how fast each trains.

  epochbook tensorboard [FOLDER] [--program PATH] [--list]
      Starts an installed TensorBoard on a log folder (without FOLDER the newest one below this folder) and prints its
      address. PATH is that of tensorboard, or of a Python that has it. --list only lists the log folders.

  epochbook doctor [FOLDER] [--json]
      What is there, what is missing, and the command that mends it. Ends with 1 where something is broken.
`;

async function main([command, ...args]: string[]): Promise<number> {
  if (command === 'run') return runCommand(args);
  if (command === 'engine') return engineCommand(args);
  if (command === 'tensorboard') return tensorBoardCommand(args);
  if (command === 'doctor') return doctorCommand(args);
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
