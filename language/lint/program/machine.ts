import type ts from 'typescript6';
import type { Boxes, Ends } from './boxes.js';
import type { ProgramEvent } from './events.js';
import type { Scope } from './scope.js';
import type { ClosureValue, Value } from './values.js';

/** What goes through the program of a notebook without running it. */
export interface Machine {
  readonly boxes: Boxes;
  emit(event: ProgramEvent): void;
  madeTensor(call: ts.Node): void;
  turnsOf(loop: ts.Node, turns: number): void;
  evaluate(node: ts.Expression, scope: Scope): Value;
  run(statements: readonly ts.Statement[], scope: Scope): Ends;
  /** Goes through a function of the notebook; what it is given beyond `args` is unknown. */
  call(closure: ClosureValue, args: readonly Value[], node?: ts.Expression): Value;
  /** As `call`, for one that is called later, often or never. */
  visit(closure: ClosureValue): Value;
  /** Anything may have been done to what this value holds. */
  escape(value: Value): void;
  /** What `return` gives in the function at hand. */
  returns(value: Value): void;
  /** Keeps a function, to go through it at the end if nothing calls it. */
  know(closure: ClosureValue): void;
  /** Names of variables that functions elsewhere assign to. */
  readonly unstable: ReadonlySet<string>;
}
