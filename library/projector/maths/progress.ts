/** How far a computation is. What takes long is a generator of these, so that whoever runs it can tell, wait and end it. */
export interface Progress {
  done: number;
  of: number;
}

export type Steps<Result> = Generator<Progress, Result, void>;

/** Runs a computation to its end at once. */
export function finish<Result>(steps: Steps<Result>): Result {
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}
