export interface ModelTiming {
  /** Median over the steps, milliseconds. */
  msPerStep: number;
  /** How many steps that is. */
  steps: number;
}

/** The first steps pay for memory and caches, and for the compiling of JavaScript, which goes on for hundreds of them. */
const WARM_MS = 1200;
const ENOUGH = { steps: 200, ms: 1500 };
/** With less there is no telling, unless each step takes long. */
const FEWEST_STEPS = 5;
/** Together with the steps that another process disturbed. */
const MOST_MS = 20_000;
/** A step that had the processor for less of its time was disturbed. */
const UNDISTURBED = 0.85;

/** Clocks in milliseconds: of the wall, and what all threads of this process have computed. */
export interface StepClock {
  wall(): number;
  processor(): number;
}

const realClock: StepClock = {
  wall: () => performance.now(),
  processor: () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  },
};

/**
 * Times training steps. A process of the lowest priority is often held up, by many times what a step takes; the steps in which
 * it was do not count.
 */
export class StepWatch {
  private readonly times: number[] = [];
  /** Milliseconds in which steps computed. */
  private computed = 0;
  private passed = 0;
  private begun = { wall: 0, processor: 0 };

  constructor(private readonly clock: StepClock = realClock) {}

  begin(): void {
    this.begun = { wall: this.clock.wall(), processor: this.clock.processor() };
  }

  end(): void {
    const wall = this.clock.wall() - this.begun.wall;
    const processor = this.clock.processor() - this.begun.processor;
    if (this.computed >= WARM_MS && processor >= wall * UNDISTURBED) this.times.push(wall);
    this.computed += Math.min(wall, processor);
    this.passed += wall;
  }

  /** Enough is known, or will not be. */
  get isOver(): boolean {
    const { length } = this.times;
    const isEnough = length >= ENOUGH.steps || this.computed >= WARM_MS + ENOUGH.ms;
    return (isEnough && (length >= FEWEST_STEPS || this.isSlow)) || this.passed >= MOST_MS;
  }

  /** @throws Error when too few steps were undisturbed. */
  timing(): ModelTiming {
    const { length: steps } = this.times;
    if (steps < FEWEST_STEPS && !this.isSlow)
      throw new Error(`The machine is too busy: only ${steps} steps were undisturbed.`);
    return { msPerStep: median(this.times), steps };
  }

  /** A step takes so long that a single one tells. */
  private get isSlow(): boolean {
    return (this.times[0] ?? 0) > ENOUGH.ms / FEWEST_STEPS;
  }
}

function median(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? Number.NaN;
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2;
}
