import type { Locale, ProjectorPayload } from '../../protocol/index.js';
import { pointSentence } from './words.js';

/** The points in whose name, row or labels all words are found. */
export function matches(payload: ProjectorPayload, search: string, locale: Locale): number[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found: number[] = [];
  for (let point = 0; point < payload.points; point += 1) {
    const said = `${payload.names?.[point] ?? ''} ${pointSentence(payload, point, locale)}`.toLowerCase();
    if (words.every((word) => said.includes(word))) found.push(point);
  }
  return found;
}
