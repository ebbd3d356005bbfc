import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { CompiledCell } from '../cell/compile.js';
import { cellUrl } from '../cell/stack/index.js';

/**
 * Source maps of the cells, for a debugger. They are written only while one is there: until then each cell names a file that
 * does not exist.
 */
export class CellMaps {
  private readonly maps = new Map<number, { compiled: CompiledCell; text: string }>();
  private isOpen = false;

  /** @param folder of this kernel alone. */
  constructor(private readonly folder: string) {}

  /** @returns the address of the map of a cell that is to be run. */
  add(order: number, compiled: CompiledCell, text: string): string {
    this.maps.set(order, { compiled, text });
    if (this.isOpen) this.write(order);
    return pathToFileURL(this.pathOf(order)).href;
  }

  open(): void {
    this.isOpen = true;
    mkdirSync(this.folder, { recursive: true, mode: 0o700 });
    for (const order of this.maps.keys()) this.write(order);
  }

  close(): void {
    this.isOpen = false;
    rmSync(this.folder, { recursive: true, force: true });
  }

  private pathOf(order: number): string {
    return join(this.folder, `${cellUrl(order)}.map`);
  }

  private write(order: number): void {
    const cell = this.maps.get(order);
    if (!cell) return;
    const name = pathToFileURL(join(this.folder, cellUrl(order))).href;
    writeFileSync(this.pathOf(order), cell.compiled.sourceMap({ name, text: cell.text }));
  }
}
