import type { Memento } from 'vscode';
import type { TrainingEngine } from '../../protocol/kernel.js';

const KEY = 'epochbook.engineHints';
const ENGINES: readonly TrainingEngine[] = ['native', 'embedded'];

/** For each notebook: the engines on which a faster one was named, or that none is to be named again. */
type Told = Record<string, TrainingEngine[] | 'never'>;

/** Remembers, in the workspace, which notebooks were told of a faster engine. */
export class ToldHints {
  constructor(private readonly memento: Pick<Memento, 'get' | 'update'>) {}

  /** Engines on which this notebook was told nothing yet. */
  newsFor(notebook: string): TrainingEngine[] {
    const told = this.all[notebook] ?? [];
    return told === 'never' ? [] : ENGINES.filter((engine) => !told.includes(engine));
  }

  /** The notebook, whose models train on `engine`, was told. */
  async tell(notebook: string, engine: TrainingEngine): Promise<void> {
    const told = this.all[notebook] ?? [];
    if (told !== 'never') await this.store(notebook, [...new Set([...told, engine])]);
  }

  async never(notebook: string): Promise<void> {
    await this.store(notebook, 'never');
  }

  private get all(): Told {
    return this.memento.get<Told>(KEY, {});
  }

  private async store(notebook: string, told: TrainingEngine[] | 'never'): Promise<void> {
    await this.memento.update(KEY, { ...this.all, [notebook]: told });
  }
}
