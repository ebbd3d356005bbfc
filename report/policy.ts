import { createHash } from 'node:crypto';

const hashOf = (script: string): string => `'sha256-${createHash('sha256').update(script).digest('base64')}'`;

/**
 * What the page may do: run the scripts that are named by their hashes, show pictures that it holds, and nothing else; it asks
 * nobody for anything.
 */
export const policyOf = (scripts: readonly string[]): string =>
  [
    "default-src 'none'",
    `script-src ${scripts.map(hashOf).join(' ')}`,
    // Drawings set the styles of their parts.
    "style-src 'unsafe-inline'",
    'img-src data: blob:',
    'worker-src data: blob:',
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
