/** After a drawing, this many times its length is left to the page. */
const REST = 3;
const LONGEST_REST = 500;

/**
 * Draws at most once per frame, only while `host` is on the screen, and catches up when it comes back. On a slow machine
 * it draws more seldom, so that scrolling and typing stay smooth.
 */
export class FrameDrawer {
  private dirty = false;
  private busy = false;
  private frame = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private visible = true;
  private ended = false;
  private readonly observer: IntersectionObserver;

  constructor(
    host: HTMLElement,
    private readonly draw: () => void | Promise<void>,
  ) {
    this.observer = new IntersectionObserver((entries) => {
      this.visible = entries.at(-1)?.isIntersecting ?? true;
      this.plan();
    });
    this.observer.observe(host);
  }

  /** Something changed. */
  request(): void {
    this.dirty = true;
    this.plan();
  }

  /** Draws at once what can be drawn at once, as for an output that has just come into the page. */
  now(): void {
    this.dirty = true;
    if (!this.busy && !this.ended && !this.frame) void this.work();
  }

  end(): void {
    this.ended = true;
    cancelAnimationFrame(this.frame);
    clearTimeout(this.timer);
    this.observer.disconnect();
  }

  private plan(): void {
    if (!this.dirty || this.busy || !this.visible || this.ended || this.frame) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      void this.work();
    });
  }

  private async work(): Promise<void> {
    this.dirty = false;
    this.busy = true;
    const start = performance.now();
    try {
      await this.draw();
    } finally {
      const rest = Math.min(LONGEST_REST, (performance.now() - start) * REST);
      this.timer = setTimeout(() => {
        this.busy = false;
        this.plan();
      }, rest);
    }
  }
}
