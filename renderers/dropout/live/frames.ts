/** Calls back at most once per frame of the page, and not while the host is out of sight. */
export class Frames {
  private frame = 0;
  private wanted = false;
  private visible = true;
  private readonly observer: IntersectionObserver;

  constructor(
    host: HTMLElement,
    private readonly draw: () => void,
  ) {
    this.observer = new IntersectionObserver((entries) => {
      this.visible = entries.at(-1)?.isIntersecting ?? true;
      if (this.wanted) this.request();
    });
    this.observer.observe(host);
  }

  request(): void {
    this.wanted = true;
    if (this.frame || !this.visible) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.wanted = false;
      this.draw();
    });
  }

  end(): void {
    cancelAnimationFrame(this.frame);
    this.observer.disconnect();
  }
}
