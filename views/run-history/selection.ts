/** Which of the listed runs are selected, and which has the focus, as in the editor's own lists. */
export class Selection {
  private readonly paths = new Set<string>();
  private anchor: string | undefined;
  focused: string | undefined;

  has(path: string): boolean {
    return this.paths.has(path);
  }

  /** In the order of the list. */
  of(order: readonly string[]): string[] {
    return order.filter((path) => this.paths.has(path));
  }

  only(path: string): void {
    this.paths.clear();
    this.paths.add(path);
    this.anchor = this.focused = path;
  }

  toggle(path: string): void {
    if (!this.paths.delete(path)) this.paths.add(path);
    this.anchor = this.focused = path;
  }

  /** All from the last one that was chosen alone up to this one. */
  extend(path: string, order: readonly string[]): void {
    const from = order.indexOf(this.anchor ?? path);
    const to = order.indexOf(path);
    this.paths.clear();
    for (const each of order.slice(Math.min(from, to), Math.max(from, to) + 1)) this.paths.add(each);
    this.anchor ??= path;
    this.focused = path;
  }

  all(order: readonly string[]): void {
    for (const path of order) this.paths.add(path);
  }

  clear(): void {
    this.paths.clear();
  }

  /** What is not listed any more is not selected; the focus goes to what stands in its place. */
  keep(order: readonly string[], before: readonly string[]): void {
    const there = new Set(order);
    for (const path of this.paths) if (!there.has(path)) this.paths.delete(path);
    if (this.anchor !== undefined && !there.has(this.anchor)) this.anchor = undefined;
    if (this.focused === undefined || there.has(this.focused)) return;
    const at = before.indexOf(this.focused);
    this.focused = [...before.slice(at), ...before.slice(0, at).reverse()].find((path) => there.has(path));
  }
}
