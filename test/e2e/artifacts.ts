import { cpSync, mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root folder of this repository. */
export const repository = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Where screenshots and the logs of failed suites are kept. */
const artifacts = join(repository, 'artifacts', 'e2e');

/** The path of an artefact; its folder is made. */
export function artifactPath(name: string): string {
  const path = join(artifacts, name);
  mkdirSync(dirname(path), { recursive: true });
  return path;
}

/** Copies a folder or file into the artefacts. */
export function keepArtifact(source: string, name: string): void {
  cpSync(source, artifactPath(name), { recursive: true, force: true });
}

/** A name that is safe in a path. */
export const fileNameOf = (title: string): string =>
  title
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-|-$/g, '')
    .slice(0, 80);
