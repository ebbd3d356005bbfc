import type { ExecuteParams, ExecuteResult, TensorAccount, TensorCount } from '../../protocol/index.js';
import { Budget, tensorsIn } from './reach.js';
import type { ScopeValues } from './scope-values.js';
import { type FoundTensor, tensorOf } from './tensor-like.js';

/** How much is looked through before a cell is run again, and behind it: some 10 ms of work, which a busy machine makes to a second. */
const LOOK = { objects: 20_000, ms: 1000 };
/** Cells whose runs are remembered. */
const MOST_CELLS = 2000;

interface Held {
  /** Tensors by the name that leads to them first: those that the cell declares come first. */
  byName: Map<string, FoundTensor[]>;
  count: number;
}

interface Known {
  runs: number;
  code: string;
  /** Re-runs of the same code, one after the other, that left others behind. */
  times: number;
}

interface Begun {
  params: ExecuteParams;
  declared: readonly string[];
  memory: TensorCount;
  held: Held | null;
}

interface AccountsHost {
  scope: ScopeValues;
  /** Through names of imports all of the engine would be seen. */
  isImported(name: string): boolean;
  /** What the engine holds; null where none is loaded. */
  memory(): TensorCount | null;
  /** A `fit` goes on that no cell waits for: what comes and goes is its own. */
  isTraining(): boolean;
}

/**
 * Counts the tensors that each run of a cell leaves. Of a re-run it tells which of them are the earlier values of names that
 * the cell has declared again, and how many others no variable holds. It never guesses: where there is too much to look
 * through, or the cell has failed, or a training goes on beside it, nothing is said but the numbers.
 */
export class TensorAccounts {
  private readonly cells = new Map<string, Known>();
  private begun: Begun | undefined;

  constructor(private readonly host: AccountsHost) {}

  /** A cell is about to run. @param declared the names that it declares. */
  begin(params: ExecuteParams, declared: readonly string[]): void {
    const memory = this.host.memory() ?? { tensors: 0, bytes: 0 };
    const again = this.cells.has(params.cell) && memory.tensors > 0 && !this.host.isTraining();
    const held = again ? this.look(declared) : null;
    this.begun = { params, declared, memory, held };
  }

  /** It has ended. Undefined where there is no engine. */
  end(status: ExecuteResult['status']): TensorAccount | undefined {
    const { begun, host } = this;
    this.begun = undefined;
    const memory = host.memory();
    if (!begun || !memory) return undefined;
    const { params, memory: before } = begun;
    const { cell, order } = params;
    const known = this.know(params);
    const grown = { tensors: memory.tensors - before.tensors, bytes: memory.bytes - before.bytes };
    const account: TensorAccount = { cell, order, runs: known.runs, grown };
    const left = status === 'ok' && grown.tensors > 0 ? this.leftBy(begun, grown.tensors) : undefined;
    known.times = left && left.others > 0 ? known.times + 1 : 0;
    return left ? { ...account, left: { ...left, times: known.times } } : account;
  }

  private know({ cell, code }: ExecuteParams): Known {
    const known = this.cells.get(cell) ?? { runs: 0, code, times: 0 };
    this.cells.delete(cell);
    this.cells.set(cell, known);
    const [oldest] = this.cells.keys();
    if (this.cells.size > MOST_CELLS && oldest !== undefined) this.cells.delete(oldest);
    known.runs += 1;
    // Another text makes other tensors.
    if (known.code !== code) known.times = 0;
    known.code = code;
    return known;
  }

  private leftBy(
    { held, declared }: Begun,
    grown: number,
  ): Pick<NonNullable<TensorAccount['left']>, 'replaced' | 'others'> | undefined {
    if (!held || this.host.isTraining()) return undefined;
    const now = this.look(declared);
    if (!now) return undefined;
    const reached = new Set([...now.byName.values()].flat().map(({ object }) => object));
    const replaced = declared.flatMap((name) => {
      const old = held.byName.get(name) ?? [];
      const stay = old.filter(({ object }) => !reached.has(object) && tensorOf(object)?.disposed === false);
      const bytes = stay.reduce((sum, tensor) => sum + tensor.bytes, 0);
      return stay.length > 0 ? [{ name, tensors: stay.length, bytes }] : [];
    });
    const explained = replaced.reduce((sum, { tensors }) => sum + tensors, 0);
    const others = Math.max(0, grown - (now.count - held.count) - explained);
    return replaced.length > 0 || others > 0 ? { replaced, others } : undefined;
  }

  /** The tensors that variables hold; null where that is too much to look through. */
  private look(first: readonly string[]): Held | null {
    const budget = new Budget(LOOK);
    const seen = new Set<object>();
    const byName = new Map<string, FoundTensor[]>();
    const values = new Map<string, unknown>();
    for (const [name, value] of this.host.scope.entries()) {
      if (!budget.spend()) return null;
      if (typeof value === 'object' && value !== null && !this.host.isImported(name)) values.set(name, value);
    }
    let count = 0;
    for (const name of new Set([...first, ...values.keys()])) {
      const found = tensorsIn(values.get(name), seen, budget);
      if (!found) return null;
      count += found.length;
      if (found.length > 0) byName.set(name, found);
    }
    return { byName, count };
  }
}
