/** Lets elements grow with their words and never shrink, so that nothing below them jumps from step to step. */
export class Steady {
  private readonly sizes: ResizeObserver;

  constructor(private readonly elements: readonly HTMLElement[]) {
    this.sizes = new ResizeObserver((entries) => {
      for (const { target, borderBoxSize } of entries) {
        const { style } = target as HTMLElement;
        const height = Math.ceil(borderBoxSize[0]?.blockSize ?? 0);
        if (height > (Number.parseFloat(style.minHeight) || 0)) style.minHeight = `${height}px`;
      }
    });
    for (const each of elements) this.sizes.observe(each);
  }

  /** Other words, or another width: what was needed before no longer counts. */
  anew(): void {
    for (const { style } of this.elements) style.minHeight = '';
  }

  end(): void {
    this.sizes.disconnect();
  }
}
