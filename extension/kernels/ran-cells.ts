/** Which cells of a notebook the present process has run, and which one that is gone. By their keys. */
export class RanCells {
  private readonly present = new Set<string>();
  private readonly earlier = new Set<string>();

  add(key: string): void {
    this.earlier.delete(key);
    this.present.add(key);
  }

  /** It is run by a kernel that has not started. */
  forget(key: string): void {
    this.earlier.delete(key);
  }

  /** The process is gone. */
  end(): void {
    for (const key of this.present) this.earlier.add(key);
    this.present.clear();
  }

  has(key: string): boolean {
    return this.present.has(key);
  }

  isOutlived(key: string): boolean {
    return this.earlier.has(key);
  }
}
