import { say, setLocale } from '../words/index.js';
import { doctorCommand } from './cli/doctor.js';
import { guardEnd } from './cli/end-guard.js';
import { engineCommand } from './cli/engine.js';
import { systemLocale } from './cli/locale.js';
import { runCommand } from './cli/run.js';
import { tensorBoardCommand } from './cli/tensorboard.js';
import { usage } from './cli/usage.js';
import { UsageError } from './cli/usage-error.js';

async function main([command, ...args]: string[]): Promise<number> {
  if (command === 'run') return runCommand(args);
  if (command === 'engine') return engineCommand(args);
  if (command === 'tensorboard') return tensorBoardCommand(args);
  if (command === 'doctor') return doctorCommand(args);
  if (command === undefined || command === 'help' || command === '--help') {
    process.stdout.write(usage());
    return command === undefined ? 2 : 0;
  }
  throw new UsageError(say(`There is no command "${command}".`, `"${command}" 명령은 없습니다.`));
}

setLocale(systemLocale());
const end = guardEnd();
main(process.argv.slice(2)).then(end, (error: Error) => {
  process.stderr.write(`epochbook: ${error.message}\n`);
  if (error instanceof UsageError) process.stderr.write(`\n${usage()}`);
  end(error instanceof UsageError ? 2 : 1);
});
