import type { BackendWasm } from '@tensorflow/tfjs-backend-wasm';
import type { TfNamespace } from '../../tf-namespace.js';
import { type BuiltIn, builtIn } from '../support/built-in.js';
import type { CompiledModel } from '../support/model-parts.js';
import { Session } from './session.js';

/** The sessions of all models. */
export class Sessions {
  private known: BuiltIn | undefined;
  private readonly sessions = new WeakMap<object, Session>();

  constructor(
    private readonly tf: TfNamespace,
    private readonly backend: BackendWasm,
  ) {}

  /** Takes down what the engine itself brings along: once it is complete, and before any code of the student runs. */
  begin(): void {
    this.known ??= builtIn(this.tf);
  }

  /** That of a model as it is now. */
  of(model: CompiledModel): Session {
    const { known } = this;
    if (!known) throw new Error('A step was to be compiled before the engine was complete.');
    const before = this.sessions.get(model);
    if (before?.holds) return before;
    before?.dispose();
    const session = new Session(this.tf, this.backend, known, model);
    this.sessions.set(model, session);
    return session;
  }

  forget(model: object): void {
    this.sessions.get(model)?.dispose();
    this.sessions.delete(model);
  }
}
