import { Box } from './boxes.js';
import { joined, type Names, unknown, type Value } from './values.js';

/** The names that stand in a function, a block or the notebook. */
export class Scope implements Names {
  private readonly names = new Map<string, Box<Value>>();

  constructor(private readonly outer?: Names) {}

  /** A name that is declared again, as in a later cell, is another one. */
  declare(name: string, value: Value): void {
    this.names.set(name, new Box(value, joined));
  }

  find(name: string): Box<Value> | undefined {
    return this.names.get(name) ?? this.outer?.find(name);
  }

  has(name: string): boolean {
    return this.names.has(name);
  }

  forget(name: string): void {
    const box = this.names.get(name);
    if (box) this.declare(name, unknown);
  }
}
