import { describe, expect, test } from 'vitest';
import type { RunPayload, TimelinePayload } from '../../../protocol/index.js';
import { csvOf, type DataTable } from '../../../renderers/drawing/data-table.js';
import { fileName } from '../../../renderers/drawing/menu/takeaway.js';
import type { Picture } from '../../../renderers/drawing/picture.js';
import { check } from '../../../renderers/drawing/validation.js';
import { pictureExamples } from '../../../renderers/examples.js';
import { pictures } from '../../../renderers/registry.js';
import { timelineExamples } from '../../../renderers/timeline/examples.js';
import { sketchGroup, sketchRun } from '../../../renderers/training/examples.js';

const lines = (table: DataTable | undefined): string[] =>
  table ? csvOf(table).replace(/\r\n$/, '').split('\r\n') : [];
const named = (tables: DataTable[], name: string) => tables.find((table) => table.name === name);

test('a CSV file keeps every digit, every kind of value and every character', () => {
  const csv = csvOf({
    columns: ['x', 'a,b', 'say "so"'],
    rows: () => [
      [0.1 + 0.2, 1e-300, -0.000123456789012345],
      [Number.NaN, Number.POSITIVE_INFINITY, null],
      ['NaN', true, 'two\nlines'],
      ['', ' edge ', '=1+1'],
      [Math.fround(0.1), 123456789012345680, 5e-324],
    ],
  });
  expect(csv.split('\r\n')).toEqual([
    'x,"a,b","say ""so"""',
    '0.30000000000000004,1e-300,-0.000123456789012345',
    'NaN,Infinity,',
    'NaN,true,"two\nlines"',
    '," edge ",=1+1',
    '0.10000000149011612,123456789012345680,5e-324',
    '',
  ]);
});

describe('the numbers of a picture', () => {
  for (const [name, picture] of Object.entries(pictures))
    test(`${name}: every example that fits its schema gives whole rows`, () => {
      const each = picture as Picture<unknown>;
      for (const [example, make] of Object.entries(pictureExamples[name as keyof typeof pictures])) {
        const payload = make();
        if (!check(each.schema, payload).ok) continue;
        const tables = each.tables(payload);
        expect(new Set(tables.map((table) => table.name)).size, example).toBe(tables.length);
        for (const table of tables) {
          expect(new Set(table.columns).size, `${example} ${table.name}`).toBe(table.columns.length);
          for (const row of table.rows())
            if (row.length !== table.columns.length)
              expect(row, `${example} ${table.name}`).toHaveLength(table.columns.length);
        }
      }
    });

  test('of a run: epochs and batches, each value as it was recorded', () => {
    const run: RunPayload = { ...sketchRun({ epochs: 2, penalty: 0.1 }), name: 'Run 7' };
    run.epochs.logs.loss = [0.123456789, 'NaN'];
    run.epochs.logs.epoch = [7, 8];
    const [epochs, batches] = pictures.training.tables(run);
    const [head, first, second] = lines(epochs);
    expect(head).toBe('run_epoch,time_ms,loss,val_loss,acc,val_acc,epoch,penalty,val_penalty,learning_rate');
    expect(first?.split(',').slice(0, 3)).toEqual(['1', String(run.epochs.time[0]), '0.123456789']);
    expect(second?.split(',')[2]).toBe('NaN');
    expect(lines(batches)).toHaveLength(run.steps.step.length + 1);
    expect(lines(batches)[1]?.split(',')[0]).toBe(String(run.steps.step[0]));
  });

  test('of many runs: a row each', () => {
    const group = sketchGroup(3);
    const [table] = pictures.training.tables(group);
    expect(lines(table)).toHaveLength(4);
    expect(lines(table)[1]).toContain(group.runs[0]?.id);
  });

  test('of a timeline: events with their facts, and what they watched', () => {
    const payload = timelineExamples.lecture?.() as TimelinePayload;
    const [events, epochs] = pictures.timeline.tables(payload);
    expect(events?.columns.slice(0, 6)).toEqual(['epoch', 'step', 'callback', 'monitor', 'kind', 'value']);
    expect(lines(events)).toHaveLength(payload.callbacks.events.length + 1);
    expect(lines(events).some((line) => line.includes('EarlyStopping,val_loss,stopped'))).toBe(true);
    expect(lines(epochs)).toHaveLength(payload.epochs.length + 1);
  });

  test('of a confusion matrix, a table and a chart', () => {
    const [counts] = pictures['confusion-matrix'].tables({
      version: 1,
      labels: ['cat', 'dog, big'],
      counts: [
        [5, 1],
        [2, 7],
      ],
    });
    expect(lines(counts)).toEqual(['true \\ predicted,cat,"dog, big"', 'cat,5,1', '"dog, big",2,7']);
    const column = (name: string) => ({ name, type: 'number' as const, missing: 0, distinct: 2 });
    const [rows] = pictures.table.tables({
      version: 1,
      columns: [column('a'), column('나이')],
      rows: [
        [1.5, null],
        [2, 0.1],
      ],
      totalRows: 10,
    });
    expect(lines(rows)).toEqual(['a,나이', '1.5,', '2,0.1']);
    expect(rows?.thinned).toEqual({ kept: 2, of: 10 });
    const charts = pictures['vega-lite'].tables({
      mark: 'point',
      data: { values: 'x,y\n1,"a ""b"", c"\n2,"two\nlines"\n', format: { type: 'csv' } },
      datasets: { more: [{ u: 1, v: { w: [2] } }, { u: null }] },
    } as never);
    expect(lines(named(charts, 'more'))).toEqual(['u,v', '1,"{""w"":[2]}"', ',']);
    expect(csvOf(named(charts, 'data-2') as DataTable)).toBe('x,y\r\n1,"a ""b"", c"\r\n2,"two\nlines"\r\n');
  });

  test('of masks: the zeros and ones that are drawn', () => {
    const payload = pictureExamples.dropout.lecture?.() as never;
    const [masks, units] = pictures.dropout.tables(payload);
    const [head, first] = lines(masks);
    expect(head).toBe('layer,rate,step,epoch,sample,units,kept,mask');
    const [, , , , , width, kept, mask] = first?.split(',') ?? [];
    expect(mask).toHaveLength(Number(width));
    expect([...(mask ?? '')].filter((bit) => bit === '1')).toHaveLength(Number(kept));
    expect(lines(units).length).toBeGreaterThan(1);
  });
});

test.each([
  [{ name: 'Run 7' }, 'dropout', 'run-7-dropout'],
  [{ title: '생존자 표!' }, 'table', '생존자-표-table'],
  [{ name: '../../etc/passwd' }, 'training', 'etc-passwd-training'],
  [{ name: 'CON' }, 'compare', 'con-compare'],
  [{ title: { text: 'x' } }, 'vega-lite', 'vega-lite'],
  [null, 'compare', 'compare'],
  [{ name: 'x'.repeat(500) }, 'training', `${'x'.repeat(60)}-training`],
])('a file of %j', (payload, picture, name) => {
  expect(fileName(payload, picture)).toBe(name);
});
