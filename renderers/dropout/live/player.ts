/** Recorded steps that are shown in a second, at least; a long record plays faster. */
const LEAST_PER_SECOND = 6;
const LONGEST_SECONDS = 40;

const reduced = matchMedia('(prefers-reduced-motion: reduce)');

/** Moves on from step to step with the page's frames; never where the reader asked for less motion. */
export class Player {
  private frame = 0;
  private readonly motion = () => {
    if (reduced.matches) this.stop();
    this.changed();
  };

  /**
   * @param advance shows the step that lies so many steps further; false at the end.
   * @param changed playing began or ended, or whether it may.
   */
  constructor(
    private readonly length: () => number,
    private readonly advance: (by: number) => boolean,
    private readonly changed: () => void,
  ) {
    reduced.addEventListener('change', this.motion);
  }

  get playing(): boolean {
    return this.frame !== 0;
  }

  get allowed(): boolean {
    return !reduced.matches;
  }

  toggle(): void {
    if (this.playing) this.stop();
    else if (this.allowed) this.start();
  }

  stop(): void {
    if (!this.playing) return;
    cancelAnimationFrame(this.frame);
    this.frame = 0;
    this.changed();
  }

  end(): void {
    this.stop();
    reduced.removeEventListener('change', this.motion);
  }

  private start(): void {
    let last: number | undefined;
    let due = 0;
    const tick = (now: number) => {
      const perSecond = Math.max(LEAST_PER_SECOND, this.length() / LONGEST_SECONDS);
      // A page that stood still does not jump.
      due += (Math.min(250, now - (last ?? now)) / 1000) * perSecond;
      last = now;
      const whole = Math.floor(due);
      due -= whole;
      this.frame = requestAnimationFrame(tick);
      if (whole > 0 && !this.advance(whole)) this.stop();
    };
    this.frame = requestAnimationFrame(tick);
    this.changed();
  }
}
