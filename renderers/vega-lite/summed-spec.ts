import type { TopLevelSpec } from 'vega-lite';
import type { Locale } from '../../protocol/index.js';
import { savedBytes } from '../drawing/saved-bytes.js';
import { loadVega } from '../drawing/vega.js';
import { closedLoader } from './closed-loader.js';
import { packedSpec } from './fit-spec.js';
import { specAccount, type VegaLiteSpec } from './model.js';
import { withSummedNote } from './sample-note.js';
import { isNode, type SpecNode } from './spec-node.js';

/** What a chart may say beside its encoding, so that only that decides what is summed. */
const plainKeys =
  '$schema title data mark encoding width height config background padding autosize name description usermeta view'.split(
    ' ',
  );
const sums = [
  'count',
  'sum',
  'mean',
  'average',
  'median',
  'min',
  'max',
  'stdev',
  'variance',
  'q1',
  'q3',
  'distinct',
];
/** Channels that part the chart itself. */
const facets = ['row', 'column', 'facet'];
const WIDTH = 600;

/** How one channel of the encoding is written once its sums are fields. */
interface Channel {
  name: string;
  definition: SpecNode;
  field: string;
  as: 'group' | 'sum' | 'bin';
}

/**
 * A chart of few marks whose numbers are made of many rows, with the sums in place of the rows: computed from all of them by
 * the same Vega-Lite. `null` for charts that are written in a way not known here, or that this does not make small enough.
 */
export async function summedSpec(
  spec: VegaLiteSpec,
  maxBytes: number,
  locale: Locale = 'en',
): Promise<VegaLiteSpec | null> {
  const channels = channelsOf(spec);
  if (!channels || !isNode(spec.data) || !Array.isArray(spec.data.values)) return null;
  try {
    const rows = await markRows(spec);
    const first = rows[0];
    if (!first || typeof first !== 'object') return null;
    const encoding: Record<string, unknown> = { ...(spec.encoding as SpecNode) };
    const fields: string[] = [];
    const alone = !parted(channels);
    // What Vega-Lite makes of shares of one part cannot be written otherwise.
    if (alone && channels.some(({ definition }) => definition.stack)) return null;
    for (const channel of channels) {
      const written = summedChannel(channel, first, alone);
      if (!written) return null;
      Object.assign(encoding, written.encoding);
      fields.push(...written.fields);
    }
    const values = rows.map((row) => Object.fromEntries(fields.map((name) => [name, plain(row[name])])));
    const { values: count } = spec.data as { values: unknown[] };
    const summed = withSummedNote(
      { ...spec, mark: opaque(spec), data: { values }, encoding },
      specAccount(spec).fields,
      count.length,
      locale,
    );
    return [summed, packedSpec(summed)].find((each) => savedBytes(each) <= maxBytes) ?? null;
  } catch {
    // What Vega-Lite does not take is told by the still picture.
    return null;
  }
}

/** The channels that take fields; null where one is of a kind that is not known here, or none is a sum. */
function channelsOf(spec: VegaLiteSpec): Channel[] | null {
  const { encoding, mark } = spec;
  if (!isNode(encoding) || !Object.keys(spec).every((key) => plainKeys.includes(key))) return null;
  const type = String(isNode(mark) ? mark.type : mark);
  const channels: Channel[] = [];
  for (const [name, definition] of Object.entries(encoding)) {
    if (!isNode(definition) || ['x2', 'y2'].includes(name)) return null;
    const { aggregate, field, bin, sort } = definition;
    if (['condition', 'impute', 'timeUnit', 'scale'].some((key) => key in definition)) return null;
    if (
      sort !== undefined &&
      sort !== null &&
      sort !== 'ascending' &&
      sort !== 'descending' &&
      !Array.isArray(sort)
    )
      return null;
    if (field === undefined && aggregate === undefined) {
      if ('value' in definition || 'datum' in definition) continue;
      return null;
    }
    if (field !== undefined && (typeof field !== 'string' || /[\\.[\]'"]/.test(field))) return null;
    if (aggregate !== undefined && !sums.includes(String(aggregate))) return null;
    if (bin !== undefined && bin !== false && bin !== null) {
      const ranged = (name === 'x' || name === 'y') && (type === 'bar' || type === 'rect');
      if (!ranged || (bin !== true && !(isNode(bin) && !('binned' in bin)))) return null;
      channels.push({ name, definition, field: String(field), as: 'bin' });
    } else
      channels.push({
        name,
        definition,
        field: String(field ?? ''),
        as: aggregate === undefined ? 'group' : 'sum',
      });
  }
  return channels.some(({ as }) => as === 'sum') ? channels : null;
}

/** The rows that the chart's mark is drawn from. */
async function markRows(spec: VegaLiteSpec): Promise<SpecNode[]> {
  const kit = await loadVega();
  const { vega, compile, interpreter } = kit;
  const logger = vega.logger(vega.None);
  const compiled = compile({ ...spec, width: WIDTH, height: WIDTH } as unknown as TopLevelSpec, { logger });
  const view = new vega.View(vega.parse(compiled.spec, undefined, { ast: true }), {
    renderer: 'none',
    expr: interpreter,
    loader: closedLoader(kit).loader,
    logger,
  });
  await view.runAsync();
  const { marks = [] } = compiled.spec;
  // Of a faceted chart the first marks are titles.
  const { from } = (marks.find((mark) => mark.name === 'cell') ?? marks[0] ?? {}) as {
    from?: { data?: string; facet?: { data: string } };
  };
  const name = from?.facet?.data ?? from?.data;
  const rows = name === undefined ? [] : (view.data(name) as SpecNode[]);
  view.finalize();
  return rows;
}

function summedChannel(
  { name, definition, field, as }: Channel,
  row: SpecNode,
  alone: boolean,
): { encoding: SpecNode; fields: string[] } | null {
  if (as === 'group') return field in row ? { encoding: {}, fields: [field] } : null;
  const { aggregate, bin: _, ...rest } = definition;
  const kept = { type: 'quantitative', ...rest };
  if (as === 'sum') {
    const sum = aggregate === 'count' ? '__count' : `${aggregate}_${field}`;
    if (!(sum in row)) return null;
    // Sums that nothing parts are not piled up, as fields are.
    const stack = alone && name !== 'theta' ? { stack: null } : {};
    const words = aggregate === 'count' ? 'Count of Records' : `${capital(String(aggregate))} of ${field}`;
    const onAxis = name === 'x' || name === 'y' || name === 'theta' || name === 'radius';
    return {
      encoding: { [name]: { title: words, ...kept, ...(onAxis ? stack : {}), field: sum } },
      fields: [sum],
    };
  }
  const start = Object.keys(row).find((key) => key.startsWith('bin_') && key.endsWith(`_${field}`));
  if (!start || !(`${start}_end` in row)) return null;
  const step = Number(row[`${start}_end`]) - Number(row[start]);
  if (!(step > 0)) return null;
  return {
    encoding: {
      [name]: { title: `${field} (binned)`, ...kept, bin: { binned: true, step }, field: start },
      [`${name}2`]: { field: `${start}_end` },
    },
    fields: [start, `${start}_end`],
  };
}

/** Vega-Lite lets the points of single rows shine through, unlike those of sums. */
function opaque({ mark, encoding }: VegaLiteSpec): unknown {
  const given = isNode(mark) ? mark : { type: mark };
  const points = ['point', 'tick', 'circle', 'square'].includes(String(given.type));
  return points && !('opacity' in (encoding as SpecNode)) ? { opacity: 1, ...given } : mark;
}

/** Whether sums are parted by more than where they stand, as bars by colours; else there is nothing to pile up. */
function parted(channels: readonly Channel[]): boolean {
  const placed = channels.filter(({ name }) => name === 'x' || name === 'y').map(({ field }) => field);
  return channels.some(
    ({ name, as, field }) => as === 'group' && !facets.includes(name) && !placed.includes(field),
  );
}

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1);

/** A date as Vega-Lite reads it of a number. */
const plain = (value: unknown): unknown => (value instanceof Date ? value.getTime() : (value ?? null));
