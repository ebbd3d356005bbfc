import type { DataType } from '@tensorflow/tfjs-core';
import type { Argument, Row, TensorArgument } from './signature.js';

/** A call with one argument changed, which may make it wrong or may still be right: the engines say. */
export interface Call {
  id: string;
  path: string;
  arguments: readonly Argument[];
  /** The changed argument as a sentence about it would write it, in one of these ways. */
  changed: readonly string[];
  random: boolean;
}

/** An argument as it might be given instead, and how a sentence would call that. */
interface Change {
  argument: Argument;
  name: string;
  shown: readonly string[];
}

/** Every call of a row: those that are right, and each with one argument changed in every way that its kind has. */
export function callsOf({ path, calls, random = false }: Row): Call[] {
  const seen = new Map<string, Call>();
  calls.forEach((given, number) => {
    const add = (name: string, all: readonly Argument[], changed: readonly string[]): void => {
      const id = `${path}/${number} ${name}`;
      if (!seen.has(id)) seen.set(id, { id, path, arguments: all, changed, random });
    };
    add('as it is', given, []);
    given.forEach((argument, place) => {
      for (const { argument: other, name, shown } of changesOf(argument))
        add(`argument ${place}: ${name}`, given.with(place, other), shown);
    });
  });
  return [...seen.values()];
}

function changesOf(argument: Argument): Change[] {
  switch (argument.kind) {
    case 'tensor':
      return tensorChanges(argument);
    case 'tensors':
      return [
        { argument: { kind: 'tensors', list: [] }, name: 'no tensors', shown: [''] },
        ...argument.list.flatMap((tensor, i) =>
          tensorChanges(tensor).map(({ argument: other, name, shown }) => ({
            argument: { ...argument, list: argument.list.with(i, other as TensorArgument) },
            name: `tensor ${i} ${name}`,
            shown,
          })),
        ),
      ];
    case 'axis':
      return axisChanges(argument);
    case 'sizes':
      return sizeChanges(argument.value).map(({ value, name, shown }) => ({
        argument: { kind: 'sizes', value } as Argument,
        name,
        shown,
      }));
    case 'word':
      return [
        { argument: { kind: 'word', value: 'sideways' }, name: 'an unknown word', shown: ['sideways'] },
      ];
    case 'options':
      return Object.entries(argument.fields).flatMap(([field, value]) =>
        changesOf(value).map(({ argument: other, name, shown }) => ({
          argument: { ...argument, fields: { ...argument.fields, [field]: other } },
          name: `${field} ${name}`,
          shown,
        })),
      );
    default:
      return [];
  }
}

/** A shape as sentences write it. */
const shapeText = (shape: readonly number[]): string => `[${shape.join(', ')}]`;

function tensorChanges(tensor: TensorArgument): Change[] {
  const { shape, dtype, values, below } = tensor;
  const reshaped = (other: readonly number[]): Change => ({
    argument: { ...tensor, shape: other, values: values && fill(values, other) },
    name: `of shape ${shapeText(other)}`,
    shown: [shapeText(other)],
  });
  const types: DataType[] = ['float32', 'int32', 'bool', 'string', 'complex64'];
  const changes = [
    ...shape.flatMap((size, i) => [shape.with(i, size + 1), shape.with(i, 0)]),
    ...(shape.length > 0 ? [shape.slice(1), []] : []),
    [2, ...shape],
    [...shape, 1],
  ].map(reshaped);
  for (const type of types)
    if (type !== dtype)
      changes.push({
        argument: { ...tensor, dtype: type, values: type === 'string' ? undefined : numbers(values) },
        name: `of ${type}`,
        shown: [type, shapeText(shape)],
      });
  if (below !== undefined && values && values.length > 0)
    for (const place of [below, -1, -below - 1, 2 ** 30])
      changes.push({
        argument: { ...tensor, values: values.with(0, place) },
        name: `with the place ${place}`,
        shown: [String(place), shapeText(shape)],
      });
  return changes;
}

const fill = <T>(values: readonly T[], shape: readonly number[]): T[] =>
  Array.from({ length: shape.reduce((a, b) => a * b, 1) }, (_, i) => values[i % values.length] as T);

const numbers = (values: TensorArgument['values']): TensorArgument['values'] =>
  values?.every((value) => typeof value === 'number') ? values : undefined;

function axisChanges(argument: Extract<Argument, { kind: 'axis' }>): Change[] {
  const { value, rank } = argument;
  const axes = Array.isArray(value) ? (value as readonly number[]) : undefined;
  const single = [rank, rank + 7, -rank - 1, -1, 0.5, Number.NaN];
  const several = [
    ...single.map((one) => (axes ? [one, ...axes.slice(1)] : one)),
    ...(axes ? [[...axes, axes[0] ?? 0], axes.slice(1)] : []),
  ];
  return several.map((other) => ({
    argument: { ...argument, value: other },
    name: `axis ${Array.isArray(other) ? `[${other}]` : other}`,
    shown: [other].flat().map(String),
  }));
}

type SizeValue = Extract<Argument, { kind: 'sizes' }>['value'];

function sizeChanges(value: SizeValue): { value: SizeValue; name: string; shown: readonly string[] }[] {
  if (typeof value === 'number')
    return [0, -1, -2, value + 1, value + 5, 1.5, Number.NaN].map((other) => ({
      value: other,
      name: String(other),
      shown: [String(other)],
    }));
  const within = value.flatMap((one, i) =>
    sizeChanges(one as SizeValue).map(({ value: other, name, shown }) => ({
      value: value.with(i, other as number) as SizeValue,
      name: `${name} at ${i}`,
      shown,
    })),
  );
  const shorter = value.slice(1);
  const longer = [...value, value[0] ?? 1];
  return [
    ...within,
    ...[shorter, longer].map((other) => ({
      value: other,
      name: `${other.length} of ${value.length}`,
      shown: other.flat().length > 0 ? other.flat().map(String) : ['[]'],
    })),
  ];
}
