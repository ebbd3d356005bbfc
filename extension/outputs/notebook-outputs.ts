import * as vscode from 'vscode';
import { alternativeText } from '../../protocol/alternative-text.js';
import type { CellError, OutputOp } from '../../protocol/kernel.js';
import { type CellOp, OpBuffer } from './op-buffer.js';
import { sameOutputs } from './same-outputs.js';
import { toItems } from './to-items.js';

/** Milliseconds between two visits to cells that have ended: each visit makes VS Code show the cell as running. */
const LATE_DELAY = 1000;
/** Milliseconds to look again while one cell has ended and the next has not started. */
const HANDOVER_DELAY = 50;

/** Where outputs can be written: VS Code takes them from a live cell execution only. */
export interface ExecutionSource {
  /** The execution of the cell at work, which may change the outputs of any cell of its notebook. */
  readonly current: vscode.NotebookCellExecution | undefined;
  /** A cell is about to start, so `current` comes soon. */
  readonly expected: boolean;
  /** A short execution of a cell that has ended; `end` puts order, time and success mark back as they were. */
  borrow(cell: vscode.NotebookCell): { execution: vscode.NotebookCellExecution; end(): void };
}

/** The outputs of one run of a cell. `outputs` mirrors what the editor holds. */
interface CellOutputs {
  cell: vscode.NotebookCell;
  order: number;
  outputs: vscode.NotebookCellOutput[];
  stream?: { name: 'stdout' | 'stderr'; output: vscode.NotebookCellOutput };
  hasError: boolean;
  /** The editor holds them in another notebook: the next change brings all of them. */
  elsewhere?: boolean;
}

/**
 * Turns the kernel's output changes into VS Code outputs of one notebook's cells, in order and in few steps. Displays stay
 * reachable by their id after their cell has ended, and from other cells, until that cell runs again.
 */
export class NotebookOutputs {
  private readonly buffer = new OpBuffer();
  private readonly cells = new Map<string, CellOutputs>();
  private readonly displays = new Map<string, { owner: CellOutputs; output: vscode.NotebookCellOutput }>();
  private timer: NodeJS.Timeout | undefined;
  /** When the timer fires. */
  private due = 0;
  private work: Promise<void> = Promise.resolve();
  /** While the notebook is on its way to another place: settles when it is there. */
  private held: { arrived: Promise<void>; arrive(): void } | undefined;

  constructor(private readonly source: ExecutionSource) {}

  /** Cell `key` starts to run: what it showed before is gone. */
  begin(key: string, cell: vscode.NotebookCell, order: number): void {
    this.buffer.drop(key);
    this.forgetDisplays(this.cells.get(key));
    this.cells.set(key, { cell, order, outputs: [], hasError: false });
    this.schedule();
  }

  /**
   * A cell has been run, and put this out, while another window had the kernel.
   *
   * @returns whether the editor shows it already.
   */
  restore(key: string, cell: vscode.NotebookCell, order: number, ops: readonly OutputOp[]): boolean {
    const owner: CellOutputs = { cell, order, outputs: [], hasError: false, elsewhere: true };
    this.cells.set(key, owner);
    for (const op of ops) {
      if (op.kind === 'stream')
        owner.outputs.push(new vscode.NotebookCellOutput([vscode.NotebookCellOutputItem[op.name](op.text)]));
      else if (op.kind === 'error') {
        owner.hasError = true;
        owner.outputs.push(errorOutput(op));
      } else if (op.kind === 'display') {
        const output = displayOutput(op, order);
        this.displays.set(op.id, { owner, output });
        owner.outputs.push(output);
      }
    }
    return sameOutputs(cell.outputs, owner.outputs);
  }

  write(key: string, op: OutputOp): void {
    this.buffer.push(key, op, Date.now());
    this.schedule();
  }

  /** Nothing is written until `release`. Settles when what is being written is. */
  hold(): Promise<void> {
    if (!this.held) {
      let arrive = (): void => {};
      const arrived = new Promise<void>((resolve) => {
        arrive = resolve;
      });
      this.held = { arrived, arrive };
    }
    return this.work;
  }

  /** The notebook stays where it is, or is where `move` has it. */
  release(): void {
    this.held?.arrive();
    this.held = undefined;
    this.schedule();
  }

  /** The cells are others now: those of the notebook in its new place. */
  move(cells: readonly vscode.NotebookCell[], keyOf: (cell: vscode.NotebookCell) => string): void {
    const placed = new Map(cells.map((cell) => [keyOf(cell), cell]));
    for (const [key, owner] of this.cells) {
      const cell = placed.get(key);
      if (cell) Object.assign(owner, { cell, elsewhere: true, stream: undefined });
      else this.cells.delete(key);
    }
  }

  /** Writes all outputs of a cell anew. */
  rewrite(key: string, execution = this.source.current): Promise<void> {
    const owner = this.cells.get(key);
    if (!owner || !execution) return this.work;
    owner.elsewhere = false;
    this.work = this.work.then(() => execution.replaceOutput(owner.outputs, owner.cell));
    return this.work;
  }

  /** Writes everything that waits, and waits until the editor has it. */
  async settle(): Promise<void> {
    do {
      await this.held?.arrived;
      this.work = this.work.then(() => this.apply(this.buffer.takeAll(Date.now())));
      await this.work;
    } while (!this.buffer.empty);
  }

  /** The number of the cell's run. */
  orderOf(key: string): number | undefined {
    return this.cells.get(key)?.order;
  }

  /** Whether its outputs are gone, though its kernel has not taken them away. */
  isCleared(key: string): boolean {
    const owner = this.cells.get(key);
    return owner !== undefined && owner.outputs.length > 0 && owner.cell.outputs.length === 0;
  }

  hasError(key: string): boolean {
    return this.cells.get(key)?.hasError ?? false;
  }

  /** The kernel is gone: no id of it can come again. */
  forget(): void {
    this.dispose();
    this.cells.clear();
    this.displays.clear();
  }

  dispose(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    this.buffer.clear();
  }

  /** Sets the timer for what is due next, unless it is set for that time or earlier. */
  private schedule(): void {
    const now = Date.now();
    const wait = this.buffer.wait(now);
    if (wait === undefined || this.held) return;
    const { current, expected } = this.source;
    const due = now + (current ? wait : Math.max(wait, expected ? HANDOVER_DELAY : LATE_DELAY));
    if (this.timer !== undefined && this.due <= due) return;
    clearTimeout(this.timer);
    this.due = due;
    this.timer = setTimeout(() => this.flush(), due - now);
  }

  private flush(): void {
    this.timer = undefined;
    if (this.held) return;
    if (this.source.current || !this.source.expected)
      this.work = this.work.then(() => this.apply(this.buffer.take(Date.now())));
    void this.work.then(() => this.schedule());
  }

  private async apply(ops: CellOp[]): Promise<void> {
    const { current } = this.source;
    if (current) return this.applyWith(current, ops);
    for (const [owner, own] of this.byOwner(ops)) {
      try {
        // The student may have cleared these outputs meanwhile.
        if (owner.cell.outputs.length === 0 && !owner.elsewhere) this.reset(owner);
        const { execution, end } = this.source.borrow(owner.cell);
        await this.applyWith(execution, own);
        end();
      } catch (error) {
        console.warn('Epochbook could not write a late output:', error);
      }
    }
  }

  private byOwner(ops: CellOp[]): Map<CellOutputs, CellOp[]> {
    const groups = new Map<CellOutputs, CellOp[]>();
    for (const entry of ops) {
      const owner = this.ownerOf(entry);
      if (!owner) continue;
      const group = groups.get(owner);
      if (group) group.push(entry);
      else groups.set(owner, [entry]);
    }
    return groups;
  }

  private ownerOf({ cell, op }: CellOp): CellOutputs | undefined {
    if (op.kind === 'update' || op.kind === 'remove') return this.displays.get(op.id)?.owner;
    return this.cells.get(cell);
  }

  private async applyWith(execution: vscode.NotebookCellExecution, ops: CellOp[]): Promise<void> {
    const writes = ops.map((entry) => {
      const owner = this.ownerOf(entry);
      // A deleted cell has index -1; nothing can be shown there.
      return owner && owner.cell.index >= 0 ? this.applyOne(execution, owner, entry.op) : undefined;
    });
    for (const { status, reason } of (await Promise.allSettled(writes)) as PromiseRejectedResult[])
      if (status === 'rejected') console.warn('Epochbook could not write an output:', reason);
  }

  private async applyOne(
    execution: vscode.NotebookCellExecution,
    owner: CellOutputs,
    op: OutputOp,
  ): Promise<void> {
    if (owner.elsewhere) {
      owner.elsewhere = false;
      void execution.replaceOutput(owner.outputs, owner.cell);
    }
    switch (op.kind) {
      case 'stream':
        return this.applyStream(execution, owner, op.name, op.text);
      case 'display': {
        const output = displayOutput(op, owner.order);
        this.displays.set(op.id, { owner, output });
        return this.append(execution, owner, output);
      }
      case 'error':
        owner.hasError = true;
        return this.append(execution, owner, errorOutput(op));
      case 'update': {
        const display = this.displays.get(op.id);
        if (!display) return;
        display.output.items = toItems(op.data);
        return execution.replaceOutputItems(display.output.items, display.output);
      }
      case 'remove': {
        const output = this.displays.get(op.id)?.output;
        this.displays.delete(op.id);
        owner.outputs = owner.outputs.filter((other) => other !== output);
        // VS Code shows extensions doubled text where outputs are replaced and appended to in one step.
        owner.stream = undefined;
        return execution.replaceOutput(owner.outputs, owner.cell);
      }
    }
  }

  private applyStream(
    execution: vscode.NotebookCellExecution,
    owner: CellOutputs,
    name: 'stdout' | 'stderr',
    text: string,
  ): Thenable<void> {
    const item = vscode.NotebookCellOutputItem[name](text);
    const { stream } = owner;
    if (stream?.name === name) {
      stream.output.items.push(item);
      return execution.appendOutputItems(item, stream.output);
    }
    const output = new vscode.NotebookCellOutput([item]);
    const done = this.append(execution, owner, output);
    owner.stream = { name, output };
    return done;
  }

  private append(
    execution: vscode.NotebookCellExecution,
    owner: CellOutputs,
    output: vscode.NotebookCellOutput,
  ): Thenable<void> {
    owner.outputs.push(output);
    owner.stream = undefined;
    return execution.appendOutput(output, owner.cell);
  }

  private reset(owner: CellOutputs): void {
    this.forgetDisplays(owner);
    owner.outputs = [];
    owner.stream = undefined;
  }

  private forgetDisplays(owner: CellOutputs | undefined): void {
    for (const [id, display] of this.displays) if (display.owner === owner) this.displays.delete(id);
  }
}

/** The editor keeps the metadata that an output came with. */
function displayOutput(op: OutputOp & { kind: 'display' }, order: number): vscode.NotebookCellOutput {
  return new vscode.NotebookCellOutput(toItems(op.data), {
    ...(op.result ? { outputType: 'execute_result', executionCount: order } : { outputType: 'display_data' }),
    metadata: alternativeText(op.data, op.alt),
  });
}

/** An error as VS Code draws it and as nbformat keeps it. */
function errorOutput({ name, message, stack }: CellError): vscode.NotebookCellOutput {
  return new vscode.NotebookCellOutput([vscode.NotebookCellOutputItem.error({ name, message, stack })]);
}
