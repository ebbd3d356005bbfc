/** The commands that the bundle of `course/` holds. */
export const COURSE_COMMANDS = ['student', 'check', 'grade'];

/** What that bundle gives. */
export interface CourseBundle {
  runCourseCommand(name: string, args: string[], locale: string): Promise<number>;
  /** Does a task of a cluster; gives the files of its answer. */
  runGradeTask(
    task: unknown,
    folder: string,
    shared: readonly string[],
    signal: AbortSignal,
  ): Promise<Record<string, Uint8Array>>;
}
