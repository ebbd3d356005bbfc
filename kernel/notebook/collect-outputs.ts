import {
  alternativeText,
  isJsonMime,
  isTextMime,
  type JsonObject,
  type MimeBundle,
  type OutputOp,
} from '../../protocol/index.js';
import { lastOfOverwritten } from '../output/overwritten.js';
import { type NotebookOutput, toLines } from './notebook.js';

type Collected = { output: NotebookOutput; id?: string; alt?: string | undefined };

/** Applies output operations to cells, as the editor does, and gives what a notebook file stores. */
export class CollectedOutputs {
  private readonly cells = new Map<string, Collected[]>();

  apply(cell: string, op: OutputOp, order: number): void {
    const outputs = this.cells.get(cell) ?? [];
    this.cells.set(cell, outputs);
    if (op.kind === 'stream') addText(outputs, op.name, op.text);
    else if (op.kind === 'display')
      outputs.push({ id: op.id, alt: op.alt, output: shown(op, op.result ? order : undefined) });
    else if (op.kind === 'error') outputs.push({ output: failure(op) });
    else this.change(op);
  }

  of(cell: string): NotebookOutput[] {
    return (this.cells.get(cell) ?? []).map(({ output }) => output);
  }

  /** A display belongs to the cell that made it, whichever cell changes it. */
  private change(op: OutputOp & { kind: 'update' | 'remove' }): void {
    for (const [cell, outputs] of this.cells) {
      if (op.kind === 'remove') {
        this.cells.set(
          cell,
          outputs.filter(({ id }) => id !== op.id),
        );
        continue;
      }
      for (const { id, alt, output } of outputs)
        if (id === op.id && 'data' in output) {
          output.data = stored(op.data);
          output.metadata = alternativeText(op.data, op.alt ?? alt);
        }
    }
  }
}

function addText(outputs: Collected[], name: 'stdout' | 'stderr', text: string): void {
  const last = outputs.at(-1)?.output;
  if (last?.output_type === 'stream' && last.name === name)
    last.text = toLines(lastOfOverwritten(last.text.join('') + text));
  else outputs.push({ output: { output_type: 'stream', name, text: toLines(lastOfOverwritten(text)) } });
}

function shown({ data, alt }: { data: MimeBundle; alt?: string }, order: number | undefined): NotebookOutput {
  const common = { data: stored(data), metadata: alternativeText(data, alt) };
  return order === undefined
    ? { output_type: 'display_data', ...common }
    : { output_type: 'execute_result', ...common, execution_count: order };
}

function failure({ name, message, stack }: OutputOp & { kind: 'error' }): NotebookOutput {
  return { output_type: 'error', ename: name, evalue: message, traceback: stack.split('\n') };
}

function stored(data: MimeBundle): JsonObject {
  return Object.fromEntries(
    Object.entries(data).map(([mime, value]) => [
      mime,
      typeof value === 'string' && isTextMime(mime) && !isJsonMime(mime) ? toLines(value) : value,
    ]),
  );
}
