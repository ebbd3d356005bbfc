import type { FilterWindow, WindowAxis } from '../../embedded/kernels/filter-window.js';
import type { Attributes, Node } from './graph.js';

/** A window over images or volumes, as nodes carry it: no axis of it has gaps. */
export const windowAttributes = ({
  batch,
  depth,
  rows,
  columns,
  inChannels,
  outChannels,
}: FilterWindow): Attributes => ({
  sizes: [batch, inChannels, outChannels],
  ...{ depth: axisNumbers(depth), rows: axisNumbers(rows), columns: axisNumbers(columns) },
});

export function windowOf({ attrs }: Node): FilterWindow {
  const [batch = 1, inChannels = 1, outChannels = 1] = attrs.sizes as readonly number[];
  const axis = (name: string): WindowAxis => {
    const [input = 1, filter = 1, output = 1, stride = 1, pad = 0] = attrs[name] as readonly number[];
    return { input, filter, output, stride, pad, dilation: 1 };
  };
  return {
    ...{ batch, inChannels, outChannels },
    ...{ depth: axis('depth'), rows: axis('rows'), columns: axis('columns') },
  };
}

/** Places of the filter, without channels. */
export const tapsOf = ({ depth, rows, columns }: FilterWindow): number =>
  depth.filter * rows.filter * columns.filter;

/** Places of the output, over the batch. */
export const positionsOf = ({ batch, depth, rows, columns }: FilterWindow): number =>
  batch * depth.output * rows.output * columns.output;

const axisNumbers = ({ input, filter, output, stride, pad }: WindowAxis): readonly number[] => [
  input,
  filter,
  output,
  stride,
  pad,
];
