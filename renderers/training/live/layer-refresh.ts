/** Between two questions, in milliseconds, and how long an answer is waited for. */
const EVERY = 1000;
const PATIENCE = 5000;

/** Asks again and again, at most once a second, while it is wanted and its host is in sight. */
export class LayerRefresh {
  private wanted = false;
  private visible = true;
  private waiting = false;
  private askedAt = Number.NEGATIVE_INFINITY;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly observer: IntersectionObserver;
  private readonly shown = () => this.plan();

  constructor(
    host: HTMLElement,
    private readonly ask: () => void,
  ) {
    this.observer = new IntersectionObserver((entries) => {
      this.visible = entries.at(-1)?.isIntersecting ?? true;
      this.plan();
    });
    this.observer.observe(host);
    document.addEventListener('visibilitychange', this.shown);
  }

  want(wanted: boolean): void {
    if (this.wanted === wanted) return;
    this.wanted = wanted;
    this.plan();
  }

  answered(): void {
    this.waiting = false;
    this.plan();
  }

  end(): void {
    this.wanted = false;
    clearTimeout(this.timer);
    this.observer.disconnect();
    document.removeEventListener('visibilitychange', this.shown);
  }

  private plan(): void {
    clearTimeout(this.timer);
    if (!this.wanted || !this.visible || document.visibilityState === 'hidden') return;
    const due = this.askedAt + (this.waiting ? PATIENCE : EVERY) - performance.now();
    this.timer = setTimeout(() => this.go(), Math.max(0, due));
  }

  private go(): void {
    this.askedAt = performance.now();
    this.waiting = true;
    this.ask();
    this.plan();
  }
}
