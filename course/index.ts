import type { Locale } from '../protocol/index.js';
import { setLocale } from '../words/index.js';
import { checkCommand } from './checking/check-command.js';
import { gradeCommand } from './grading/grade-command.js';
import { studentCommand } from './student/student-command.js';

const commands = { student: studentCommand, check: checkCommand, grade: gradeCommand };

export { runGradeTask } from './grading/grade-task.js';

/** Runs a command of the course. @returns its exit code. */
export async function runCourseCommand(
  name: keyof typeof commands,
  args: string[],
  locale: Locale,
): Promise<number> {
  setLocale(locale);
  return commands[name](args);
}
