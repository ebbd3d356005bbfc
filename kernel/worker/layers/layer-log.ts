import { closeSync, fdatasyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { KeptLayers } from '../../recorder/layers/index.js';
import { layerLine } from './layer-lines.js';

const FLUSH_MS = 1000;

/** `layers.jsonl` beside a run's `run.jsonl`: the plan, then what was recorded, line by line, on disk within a second. */
export class LayerLog {
  private file: number | undefined;
  private waiting: KeptLayers[] = [];
  private timer: NodeJS.Timeout | undefined;

  constructor(
    private readonly folder: string,
    private readonly onError: (error: Error) => void,
  ) {}

  add(event: KeptLayers): void {
    this.waiting.push(event);
    this.timer ??= setTimeout(() => this.attempt(() => this.flush()), FLUSH_MS);
  }

  end(): void {
    this.attempt(() => this.flush());
    if (this.file !== undefined) closeSync(this.file);
    this.file = undefined;
  }

  private flush(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const { waiting } = this;
    this.waiting = [];
    if (waiting.length === 0) return;
    this.file ??= openSync(join(this.folder, 'layers.jsonl'), 'a');
    for (const event of waiting) writeSync(this.file, layerLine(event));
    fdatasyncSync(this.file);
  }

  private attempt(action: () => void): void {
    try {
      action();
    } catch (error) {
      this.onError(error as Error);
    }
  }
}
