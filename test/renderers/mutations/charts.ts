import type { Draw } from '../../conformance/draw.js';
import { literal } from './hostile.js';

type Spec = Record<string, unknown>;
type Row = Record<string, unknown>;

const rows: Row[] = Array.from({ length: 24 }, (_, at) => ({
  x: at,
  y: ((at * 37) % 17) + 0.5,
  group: 'abc'[at % 3],
  when: `2024-0${(at % 9) + 1}-1${at % 9}`,
}));
const data = { values: rows };
const x = { field: 'x', type: 'quantitative' };
const y = { field: 'y', type: 'quantitative' };
const group = { field: 'group', type: 'nominal' };
const xy = { x, y };

/** Charts as people make them, of every composition and many transforms; mutations begin with these. */
export const usualCharts: Record<string, () => Spec> = {
  bars: () => ({
    data,
    mark: 'bar',
    encoding: { x: group, y: { aggregate: 'mean', field: 'y' }, color: group },
  }),
  histogram: () => ({
    data,
    mark: 'bar',
    encoding: { x: { bin: { maxbins: 8 }, field: 'y' }, y: { aggregate: 'count' } },
  }),
  lines: () => ({
    data,
    mark: { type: 'line', point: true, interpolate: 'monotone', strokeWidth: 2 },
    encoding: { x: { field: 'when', type: 'temporal', timeUnit: 'yearmonth' }, y, color: group },
  }),
  layers: () => ({
    data,
    width: 300,
    height: 120,
    layer: [
      { mark: { type: 'point', opacity: 0.6 }, encoding: { ...xy, size: y } },
      { transform: [{ regression: 'y', on: 'x' }], mark: 'line', encoding: xy },
      { mark: 'rule', encoding: { y: { datum: 5 } } },
    ],
  }),
  facets: () => ({
    data,
    facet: { row: group },
    spec: { width: 120, height: 60, mark: 'area', encoding: xy },
  }),
  'facets of a field': () => ({
    data,
    mark: 'tick',
    width: 60,
    height: 40,
    encoding: { ...xy, column: group },
  }),
  repeated: () => ({
    data,
    repeat: { column: ['x', 'y'], row: ['y'] },
    spec: {
      width: 80,
      height: 80,
      mark: 'point',
      encoding: {
        x: { field: { repeat: 'column' }, type: 'quantitative' },
        y: { field: { repeat: 'row' }, type: 'quantitative' },
      },
    },
  }),
  beside: () => ({
    data,
    hconcat: [
      { mark: 'bar', encoding: xy },
      { mark: 'text', encoding: { ...xy, text: group } },
    ],
  }),
  transforms: () => ({
    data,
    transform: [
      { calculate: 'datum.x * 2 + random()', as: 'z' },
      { filter: 'datum.y > 1' },
      { window: [{ op: 'rank', as: 'rank' }], sort: [{ field: 'y' }], frame: [null, 0] },
      { joinaggregate: [{ op: 'mean', field: 'y', as: 'mean' }], groupby: ['group'] },
      { bin: { step: 4 }, field: 'x', as: 'bins' },
      { impute: 'y', key: 'x', keyvals: { start: 0, stop: 30, step: 1 }, value: 0 },
    ],
    mark: 'circle',
    encoding: { x: { field: 'z', type: 'quantitative' }, y: { field: 'mean', type: 'quantitative' } },
  }),
  density: () => ({
    data,
    transform: [{ density: 'y', groupby: ['group'], steps: 40, extent: [0, 20], bandwidth: 1 }],
    mark: 'area',
    encoding: {
      x: { field: 'value', type: 'quantitative' },
      y: { field: 'density', type: 'quantitative' },
      color: group,
    },
  }),
  made: () => ({
    data: { sequence: { start: 0, stop: 12, step: 0.5, as: 't' } },
    transform: [{ calculate: 'sin(datum.t)', as: 's' }],
    mark: 'line',
    encoding: { x: { field: 't', type: 'quantitative' }, y: { field: 's', type: 'quantitative' } },
  }),
  selected: () => ({
    data,
    params: [
      { name: 'brush', select: { type: 'interval', encodings: ['x'] } },
      { name: 'size', value: 30, bind: { input: 'range', min: 1, max: 100, name: 'Size' } },
      { name: 'twice', expr: 'size * 2' },
    ],
    mark: { type: 'point', size: { expr: 'twice' }, tooltip: { content: 'data' } },
    encoding: { ...xy, color: { condition: { param: 'brush', ...group }, value: 'grey' } },
  }),
  boxes: () => ({ data, mark: { type: 'boxplot', extent: 1.5 }, encoding: { x: group, y } }),
  bands: () => ({ data, mark: { type: 'errorband', extent: 'ci' }, encoding: { x: group, y } }),
  pie: () => ({ data, mark: { type: 'arc', innerRadius: 20 }, encoding: { theta: y, color: group } }),
  heat: () => ({
    data,
    mark: 'rect',
    encoding: {
      x: { bin: true, field: 'x' },
      y: { bin: true, field: 'y' },
      color: { aggregate: 'count', scale: { scheme: 'blues', domain: [0, 5] }, legend: { tickCount: 3 } },
    },
  }),
  map: () => ({
    data: { graticule: { step: [30, 30] } },
    projection: { type: 'mercator', scale: 60, translate: [100, 100] },
    mark: { type: 'geoshape', stroke: 'grey' },
  }),
};

const huge = ['1e999', '1e308', '1e15', '1e9', '1e6', '50000'].map(literal);
const tiny = ['1e-9', '5e-324', '0', '-1', '1e-3'].map(literal);
const bar = (more: Spec): Spec => ({ data, mark: 'bar', encoding: xy, ...more });

/** Charts that would load, run, allocate or count without end. */
export const hostileCharts: Record<string, (draw: Draw, id: string) => Spec> = {
  'data of an address': (draw, id) =>
    bar({
      data: {
        url: draw.pick([
          `https://mutations.invalid/${id}.json`,
          `//mutations.invalid/${id}.csv`,
          `/${id}.json`,
          'file:///etc/passwd',
          `data:application/json,[{"x":1,"y":2}]`,
          `javascript:ran('${id}')`,
        ]),
        format: draw.pick([undefined, { type: 'csv' }, { type: 'topojson', feature: 'a' }]),
      },
    }),
  'a lookup of an address': (_, id) =>
    bar({
      transform: [
        {
          lookup: 'x',
          from: { data: { url: `https://mutations.invalid/${id}.csv` }, key: 'a', fields: ['b'] },
        },
      ],
    }),
  'image marks': (draw, id) => ({
    data: {
      values: [
        `https://mutations.invalid/${id}.png`,
        `data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' onload="ran('${id}')"><image href='https://mutations.invalid/${id}'/></svg>`,
        'data:image/png;base64,broken',
        `javascript:ran('${id}')`,
        7,
        null,
      ].map((u, at) => ({ u, x: at, y: 1 })),
    },
    mark: { type: 'image', width: draw.pick([20, ...huge]), height: draw.pick([20, ...huge]) },
    encoding: { ...xy, url: { field: 'u', type: 'nominal' } },
  }),
  links: (draw, id) =>
    bar({
      mark: { type: draw.pick(['point', 'bar', 'text']), href: `javascript:ran('${id}')`, tooltip: true },
      encoding: {
        ...xy,
        href: {
          value: draw.pick([
            `javascript:ran('${id}')`,
            `JaVaScRiPt:ran('${id}')`,
            `data:text/html,<script>ran('${id}')</script>`,
            ' \tjavascript:x',
          ]),
        },
        tooltip: { value: `<img src=x onerror="ran('${id}')">` },
        description: { value: `"><script>ran('${id}')</script>` },
      },
    }),
  expressions: (draw, id) => {
    const expression = draw.pick([
      `datum.constructor.constructor("ran('${id}')")()`,
      `warn(datum.x) + info('a') + debug('b')`,
      `datum['__proto__']['polluted'] = 1`,
      `this.constructor.constructor("ran('${id}')")()`,
      `toString.constructor("ran('${id}')")()`,
      `[].map.constructor("ran('${id}')")()`,
      `event.view.eval("ran('${id}')")`,
      `window.ran('${id}')`,
      `sequence(1e9)`,
      `sequence(0, 1, 1e-9)`,
      `pad('x', 1e9, 'y')`,
      `length(pad('', 536870888, 'x'))`,
      `repeat('x', 1e9)`,
      `replace('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', regexp('(a+)+$b'), '')`,
      `test(/(a+)+b/, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa')`,
      `regexp('(a|aa)+$').test('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaab')`,
      `sampleNormal() / 0`,
      `setdata('source_0', datum)`,
      `open('https://mutations.invalid/${id}')`,
      `data('source_0')`,
      `modify('source_0', datum, null, null)`,
      `${'('.repeat(6000)}1${')'.repeat(6000)}`,
      `${'1+'.repeat(9000)}1`,
      `datum.x.`,
      `quantileNormal(2)`,
      `format(datum.x, '${'9'.repeat(400)}')`,
      `timeFormat(datum.x, '%')`,
      `format(datum.x, ',.1e9f')`,
      `span(1e999)`,
      `geoArea('a', 3)`,
      `scale('x', 1e999)`,
      `lerp(0, 1)`,
      `clampRange([1], 2)`,
    ]);
    return draw.pick<() => Spec>([
      () => bar({ transform: [{ calculate: expression, as: 'y' }] }),
      () => bar({ transform: [{ filter: expression }] }),
      () => bar({ params: [{ name: 'p', expr: expression }], mark: { type: 'bar', size: { expr: 'p' } } }),
      () => bar({ encoding: { ...xy, x: { ...x, axis: { labelExpr: expression } } } }),
      () => bar({ title: { text: { expr: expression } } }),
      () => bar({ width: { expr: expression }, height: { signal: expression } }),
      () => bar({ mark: { type: 'bar', width: { expr: expression }, color: { signal: expression } } }),
      () =>
        bar({
          encoding: {
            ...xy,
            y: { ...y, scale: { domain: { expr: expression }, range: { signal: expression } } },
          },
        }),
    ])();
  },
  signals: (draw, id) =>
    bar({
      params: [
        {
          name: draw.pick(['a', 'width', 'data', '__proto__', 'constructor', 'unit', 'x', '1', '']),
          expr: 'a + 1',
        },
        {
          name: 'b',
          value: 1,
          bind: {
            input: draw.pick(['text', 'range', 'select', 'radio', 'file', 'checkbox', 'image', '<b>']),
            min: 0,
            max: draw.pick(huge),
            step: draw.pick(tiny),
            options: [1, `<img src=x onerror=ran('${id}')>`],
            element: draw.pick(['body', '#a', 'script', '<x>']),
            name: `<script>ran('${id}')</script>`,
            onclick: `ran('${id}')`,
          },
        },
        {
          name: 'c',
          select: {
            type: 'point',
            on: draw.pick(['mouseover', 'window:scroll', 'timer{1}', 'x{', '@a:b > c', '']),
            toggle: `ran('${id}')`,
          },
        },
      ],
    }),
  usermeta: (_, id) =>
    bar({
      usermeta: {
        embedOptions: { loader: { http: {} }, ast: false, patch: `https://mutations.invalid/${id}.json` },
      },
      config: {
        background: `url(https://mutations.invalid/${id}.svg)`,
        font: `x"; background: url(https://mutations.invalid/${id})`,
        locale: { number: { decimal: 7 } },
      },
      background: `url(https://mutations.invalid/${id}.svg)`,
    }),
  'huge or tiny sizes': (draw) =>
    bar({
      width: draw.pick([...huge, ...tiny, { step: draw.pick([...huge, ...tiny]) }]),
      height: draw.pick([...huge, ...tiny, { step: draw.pick([...huge, ...tiny]) }]),
      padding: draw.pick([5, ...huge, ...tiny]),
      encoding: {
        x: draw.pick([x, { ...x, type: 'ordinal' }]),
        y: draw.pick([y, { ...y, type: 'nominal' }]),
      },
    }),
  'sizes of marks': (draw) =>
    bar({
      mark: {
        type: draw.pick(['bar', 'point', 'text', 'arc', 'line', 'trail', 'rect', 'tick', 'rule', 'square']),
        size: draw.pick([...huge, ...tiny]),
        strokeWidth: draw.pick([...huge, ...tiny]),
        cornerRadius: draw.pick([...huge, ...tiny]),
        strokeDash: draw.pick([[0, 0], [1e-9, 1e-9], [-1, 2], huge]),
        fontSize: draw.pick(huge),
        angle: draw.pick(huge),
        dx: draw.pick(huge),
        opacity: draw.pick(huge),
        shape: draw.pick(['circle', 'M0,0L1e9,1e9Z', 'nonsense', 'M'.repeat(10_000)]),
        interpolate: draw.pick(['linear', 'cardinal', 'bundle', 'nonsense']),
        tension: draw.pick(huge),
      },
    }),
  domains: (draw) => {
    const domain = draw.pick([
      [literal('-1e999'), literal('1e999')],
      [literal('1e999'), 0],
      [0, literal('1e308')],
      [literal('-1.7e308'), literal('1.7e308')],
      [0, 0],
      [5, literal('5.000000000000001')],
      ['a', 'b'],
      [],
      [0],
      [null, null],
      [0, literal('5e-324')],
      { unionWith: [literal('1e999')] },
      'unaggregated',
    ]);
    const type = draw.pick([
      'linear',
      'log',
      'pow',
      'sqrt',
      'symlog',
      'time',
      'utc',
      'band',
      'point',
      'ordinal',
      'threshold',
      'quantile',
      'quantize',
      'bin-ordinal',
    ]);
    const scale = {
      domain,
      type,
      base: draw.pick([undefined, 10, 1, 0, -2, literal('1.0000001')]),
      exponent: draw.pick([undefined, 2, 0, literal('1e9')]),
      nice: draw.pick([
        undefined,
        true,
        literal('1e9'),
        'second',
        { interval: 'year', step: 1e9 },
        { interval: 'millisecond', step: 1 },
      ]),
      padding: draw.pick([undefined, ...huge, ...tiny]),
      zero: draw.pick([true, false]),
    };
    const axis = {
      tickCount: draw.pick([
        undefined,
        5,
        ...huge,
        { interval: 'millisecond', step: 1 },
        { interval: 'second', step: 1e-9 },
      ]),
      tickMinStep: draw.pick([undefined, ...tiny, ...huge]),
      values: draw.pick([undefined, [1, literal('1e999')], Array.from({ length: 3000 }, (_, at) => at)]),
      format: draw.pick([undefined, '.3f', '%Y', '.500f', '9'.repeat(50), 'nonsense']),
      gridDash: draw.pick([undefined, [0], [-1]]),
    };
    const mark = draw.pick(['bar', 'point', 'line', 'area', 'rect', 'tick']);
    return bar({
      mark,
      encoding: draw.pick([
        { x: { ...x, scale, axis }, y },
        { x, y: { ...y, scale, axis } },
        { ...xy, color: { ...y, scale, legend: axis } },
        { ...xy, size: { ...y, scale } },
      ]),
    });
  },
  'data beyond numbers': (draw) => {
    const value = () =>
      draw.pick([
        ...huge,
        literal('-1e999'),
        literal('1e-320'),
        null,
        '',
        'NaN',
        'Infinity',
        true,
        {},
        [],
        [1, 2],
        '2024',
        '<b>',
      ]);
    return {
      data: {
        values: draw.pick([
          Array.from({ length: 20 }, () => ({ x: value(), y: value() })),
          [1, 2, literal('1e999')],
          'a,b\n1,2',
          { x: 1, y: 2 },
          [null, [], 'x'],
        ]),
      },
      mark: draw.pick([
        'bar',
        'point',
        'line',
        'area',
        'rect',
        'arc',
        'boxplot',
        'errorbar',
        'errorband',
        'text',
        'rule',
        'trail',
        'tick',
        'geoshape',
        'image',
      ]),
      encoding: {
        x: {
          field: draw.pick(['x', 'data', 'nothing', '__proto__', 'constructor', 'x.y.z', "x['y']", '']),
          type: draw.pick(['quantitative', 'ordinal', 'nominal', 'temporal', 'geojson']),
          bin: draw.pick([undefined, true]),
        },
        y: {
          field: 'y',
          type: draw.pick(['quantitative', 'ordinal', 'temporal']),
          stack: draw.pick([undefined, 'zero', 'normalize', 'center', false]),
          aggregate: draw.pick([undefined, 'mean', 'sum', 'ci0', 'stdev', 'product', 'argmax']),
        },
        size: { field: 'x', type: 'quantitative' },
      },
    };
  },
  'thousands of facets': (draw) => {
    const values = Array.from({ length: draw.pick([300, 2000, 6000]) }, (_, at) => ({
      f: `facet ${at}`,
      x: at % 7,
      y: at,
    }));
    const field = { field: 'f', type: 'nominal' };
    return draw.pick<() => Spec>([
      () => ({ data: { values }, mark: 'bar', encoding: { ...xy, facet: { ...field, columns: 20 } } }),
      () => ({ data: { values }, mark: 'bar', encoding: { ...xy, row: field } }),
      () => ({
        data: { values },
        facet: { row: field, column: { field: 'y', type: 'ordinal' } },
        spec: { mark: 'point', encoding: xy },
      }),
      () => ({ data: { values }, mark: 'bar', encoding: { ...xy, color: field } }),
      () => ({
        data: { values },
        mark: 'line',
        encoding: { x, y: { ...y, type: 'nominal' }, detail: field },
      }),
      () => ({
        data,
        facet: { field: 'x', bin: { step: literal('1e-9') } },
        spec: { mark: 'point', encoding: xy },
      }),
    ])();
  },
  'rows without end': (draw) =>
    draw.pick<() => Spec>([
      () => ({
        data: { sequence: { start: 0, stop: draw.pick(huge), step: draw.pick([1, ...tiny]), as: 'x' } },
        mark: 'point',
        encoding: { x },
      }),
      () => ({
        data: { graticule: { step: [literal('1e-6'), literal('1e-6')], precision: literal('1e-9') } },
        mark: 'geoshape',
      }),
      () =>
        bar({
          transform: [
            { density: 'y', steps: draw.pick(huge), minsteps: draw.pick(huge), bandwidth: draw.pick(tiny) },
          ],
          encoding: { x: { field: 'value' }, y: { field: 'density' } },
        }),
      () =>
        bar({
          transform: [{ bin: { maxbins: draw.pick(huge), step: draw.pick(tiny) }, field: 'x', as: 'x' }],
        }),
      () =>
        bar({
          encoding: {
            x: {
              field: 'x',
              bin: {
                step: draw.pick(tiny),
                maxbins: draw.pick(huge),
                base: draw.pick([10, 1, 0]),
                extent: [0, draw.pick(huge)],
              },
            },
            y: { aggregate: 'count' },
          },
        }),
      () =>
        bar({
          transform: [
            {
              impute: 'y',
              key: 'x',
              keyvals: { start: 0, stop: draw.pick(huge), step: draw.pick([1, ...tiny]) },
              value: 0,
            },
          ],
        }),
      () =>
        bar({
          transform: [{ quantile: 'y', step: draw.pick(tiny) }],
          encoding: { x: { field: 'prob' }, y: { field: 'value' } },
        }),
      () => bar({ transform: [{ regression: 'y', on: 'x', method: 'poly', order: draw.pick(huge) }] }),
      () => bar({ transform: [{ loess: 'y', on: 'x', bandwidth: draw.pick([...tiny, ...huge]) }] }),
      () =>
        bar({
          transform: Array.from({ length: 12 }, () => ({ fold: ['x', 'y', 'x', 'y', 'x', 'y', 'x', 'y'] })),
        }),
      () =>
        bar({
          transform: Array.from({ length: 10 }, () => [
            { calculate: '[1,2,3,4,5,6,7,8]', as: 'f' },
            { flatten: ['f'] },
          ]).flat(),
        }),
      () => bar({ transform: [{ pivot: 'x', value: 'y', limit: draw.pick(huge) }] }),
      () => bar({ transform: [{ window: [{ op: 'ntile', param: draw.pick(huge), as: 'n' }] }] }),
      () => bar({ transform: [{ sample: draw.pick([...huge, ...tiny]) }] }),
      () =>
        bar({
          transform: [
            {
              timeUnit: { unit: 'milliseconds', step: draw.pick(tiny), maxbins: draw.pick(huge) },
              field: 'when',
              as: 'x',
            },
          ],
        }),
    ])(),
  'one in another': (draw) => {
    const depth = draw.pick([3, 30, 300, 700]);
    let spec: Spec = bar({});
    const way = draw.pick([
      'layer',
      'hconcat',
      'vconcat',
      'concat',
      'facet',
      'repeat',
      'spec',
      'mark',
      'transform',
    ]);
    for (let level = 0; level < depth; level += 1)
      spec =
        way === 'facet'
          ? { data, facet: { row: group }, spec }
          : way === 'repeat'
            ? { repeat: ['x', 'y'], spec }
            : way === 'spec'
              ? { spec }
              : way === 'mark'
                ? { ...bar({}), mark: spec }
                : way === 'transform'
                  ? bar({ transform: [{ filter: { not: spec } }] })
                  : { [way]: [spec] };
    return { data, ...spec };
  },
  'many at once': (draw) => {
    const one = { width: 20, height: 20, mark: 'point', encoding: xy };
    const count = draw.pick([100, 800, 4000]);
    return draw.pick<() => Spec>([
      () => ({
        data,
        concat: Array.from({ length: count }, () => one),
        columns: draw.pick([10, ...huge, ...tiny]),
      }),
      () => ({ data, layer: Array.from({ length: count }, () => ({ mark: 'point', encoding: xy })) }),
      () => ({ data, repeat: Array.from({ length: count }, (_, at) => `f${at}`), spec: one }),
      () => ({
        data,
        repeat: { layer: Array.from({ length: count }, (_, at) => `f${at}`) },
        spec: { ...one, encoding: { x, y: { field: { repeat: 'layer' } } } },
      }),
      () => ({
        data: { values: Array.from({ length: count * 20 }, (_, at) => ({ x: at, y: at % 91 })) },
        mark: draw.pick(['point', 'line', 'text', 'bar', 'boxplot', 'trail']),
        encoding: xy,
      }),
      () => ({
        data: { values: Array.from({ length: count * 5 }, (_, at) => ({ x: `label ${at}`, y: at })) },
        mark: 'bar',
        encoding: { x: { field: 'x', type: 'ordinal' }, y },
      }),
      () =>
        bar({ params: Array.from({ length: count }, (_, at) => ({ name: `p${at}`, select: 'interval' })) }),
    ])();
  },
};
