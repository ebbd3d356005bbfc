import { readFile } from 'node:fs/promises';
import * as path from 'node:path';
import type * as vscode from 'vscode';
import type { GradingSummary } from '../../protocol/command-line.js';

/** A grading as it stands, and the folder in which its reports are. */
export interface Grading {
  out: string;
  summary: GradingSummary;
}

const KEY = 'epochbook.grading';
const SUMMARY_FILE = 'grading.json';

/** Which grading this workspace has looked at last. Its marks are read from its own folder. */
export class GradingStore {
  constructor(private readonly memento: vscode.Memento) {}

  async keep(out: string | undefined): Promise<void> {
    await this.memento.update(KEY, out);
  }

  /** Undefined where there is none, or none that is ours. */
  async read(): Promise<Grading | undefined> {
    const out = this.memento.get<string>(KEY);
    if (out === undefined) return undefined;
    try {
      const summary = JSON.parse(await readFile(path.join(out, SUMMARY_FILE), 'utf8')) as GradingSummary;
      return summary.version === 1 && Array.isArray(summary.rows) ? { out, summary } : undefined;
    } catch {
      return undefined;
    }
  }
}
