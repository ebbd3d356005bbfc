import { join } from 'node:path';
import { currentLocale, say, setLocale } from '../words/index.js';
import { COURSE_COMMANDS, type CourseBundle } from './cli/course-bundle.js';
import { doctorCommand } from './cli/doctor.js';
import { guardEnd } from './cli/end-guard.js';
import { engineCommand } from './cli/engine.js';
import { graphCommand } from './cli/graph.js';
import { systemLocale } from './cli/locale.js';
import type { ReportBundle } from './cli/report-bundle.js';
import { runCommand } from './cli/run.js';
import { tensorBoardCommand } from './cli/tensorboard.js';
import { usage } from './cli/usage.js';
import { UsageError } from './cli/usage-error.js';

const HELP = ['--help', '-h'];

/** Bundles have classes of their own. */
const isUsage = (error: Error): boolean => error.name === 'UsageError';

async function main([command, ...args]: string[]): Promise<number> {
  const asksForHelp = command === 'help' || [command, ...args].some((arg) => HELP.includes(arg ?? ''));
  if (command === undefined || asksForHelp) {
    process.stdout.write(usage());
    return asksForHelp ? 0 : 2;
  }
  if (command === 'run') return runCommand(args);
  if (command === 'engine') return engineCommand(args);
  if (command === 'tensorboard') return tensorBoardCommand(args);
  if (command === 'doctor') return doctorCommand(args);
  if (command === 'graph') return graphCommand(args);
  if (command === 'html') {
    const report = require(join(__dirname, 'report.js')) as ReportBundle;
    return report.runHtmlCommand(args, currentLocale());
  }
  if (COURSE_COMMANDS.includes(command)) {
    const course = require(join(__dirname, 'course.js')) as CourseBundle;
    return course.runCourseCommand(command, args, currentLocale());
  }
  throw new UsageError(say(`There is no command "${command}".`, `"${command}" 명령은 없습니다.`));
}

setLocale(systemLocale());
const end = guardEnd();
main(process.argv.slice(2)).then(end, (error: Error) => {
  process.stderr.write(`epochbook: ${error.message}\n`);
  if (isUsage(error)) process.stderr.write(`\n${usage()}`);
  end(isUsage(error) ? 2 : 1);
});
