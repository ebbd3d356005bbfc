import type ts from 'typescript6';
import type { Scope } from './scope.js';
import type { Value } from './values.js';

/** `receiver.name(args)` */
export interface MethodCall {
  name: string;
  node: ts.CallExpression;
  args: readonly Value[];
  scope: Scope;
}
