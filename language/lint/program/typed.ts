import ts from 'typescript6';
import { newModel, opaque } from './model-state.js';
import { data, unknown, type Value } from './values.js';

/** What a type says of a value of which nothing else is known: `tf.Tensor2D`, `tf.Sequential`, `Table`. */
export function typed(type: ts.TypeNode | undefined): Value {
  if (!type || !ts.isTypeReferenceNode(type)) return unknown;
  const { typeName } = type;
  const name = ts.isIdentifier(typeName) ? typeName.text : typeName.right.text;
  if (/^(Tensor(\d[Dd])?|Scalar|Variable)$/.test(name)) return data('tensor');
  if (name === 'Sequential' || name === 'LayersModel') return newModel(opaque);
  return name === 'Table' ? data('table') : unknown;
}
