/** A Vega-Lite specification, as `show.vegaLite` takes it. */
export type ChartSpec = Readonly<Record<string, unknown>>;
