import type { DropoutPayload } from '../../protocol/index.js';
import type { DataTable } from '../drawing/data-table.js';
import { keptCounts, maskBits, openRecord, type Track } from './record.js';

/** A mask as it is drawn: a 1 for each value that was kept, a 0 for each that was silenced. */
function maskText(track: Track, row: number, sample: number): string {
  const bits = maskBits(track, row, sample) ?? new Uint8Array();
  let text = '';
  for (let at = 0; at < track.record.units; at += 1) text += ((bits[at >> 3] ?? 0) >> (at & 7)) & 1;
  return text;
}

/** The masks of every recorded step, and how often each unit had been kept by the last. */
export function dropoutTables(payload: DropoutPayload): DataTable[] {
  const opened = openRecord(payload, 'en');
  const tracks = opened.ok ? opened.record.tracks : [];
  const thinned = payload.thinned && { thinned: payload.thinned.steps };
  return [
    {
      name: 'masks',
      words: { en: 'masks', ko: '마스크' },
      columns: ['layer', 'rate', 'step', 'epoch', 'sample', 'units', 'kept', 'mask'],
      *rows() {
        for (const track of tracks) {
          const { record, name } = track;
          for (const [row, step] of record.steps.entries())
            for (let sample = 0; sample < (record.samples[row] ?? 0); sample += 1) {
              const mask = maskText(track, row, sample);
              const kept = mask.length - mask.replaceAll('1', '').length;
              const epoch = record.epochs[row] ?? null;
              yield [name, record.rate, step, epoch, sample + 1, record.units, kept, mask];
            }
        }
      },
      ...thinned,
    },
    {
      name: 'units',
      words: { en: 'units', ko: '유닛' },
      columns: ['layer', 'rate', 'unit', 'kept', 'of'],
      *rows() {
        for (const track of tracks) {
          const { record, name } = track;
          const last = record.steps.length - 1;
          if (last < 0) continue;
          for (const [unit, kept] of keptCounts(track, last).entries())
            yield [name, record.rate, unit + 1, kept, record.counts.draws[last] ?? null];
        }
      },
    },
  ];
}
