import {
  type ImportContext,
  type LoadedSource,
  loadSource,
  type ProvidedNames,
  providedUrl,
  resolveFile,
} from './loading.js';

// Module hooks for a Node that runs them on a thread of their own (before 22.15): this file is that thread's.

let names: ProvidedNames = {};

export function initialize(data: { names: ProvidedNames }): void {
  names = data.names;
}

type Next<T> = (value: string, context: object) => Promise<T>;

export async function resolve(
  specifier: string,
  context: ImportContext,
  next: Next<unknown>,
): Promise<unknown> {
  const url = providedUrl(specifier, names) ?? resolveFile(specifier, context.parentURL);
  return url ? { url, shortCircuit: true } : next(specifier, context);
}

export async function load(
  url: string,
  context: ImportContext,
  next: Next<LoadedSource>,
): Promise<LoadedSource> {
  return loadSource(url, names, context) ?? next(url, context);
}
