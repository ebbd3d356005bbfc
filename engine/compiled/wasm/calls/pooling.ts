import { axisArgument, axisArguments } from '../../../embedded/simd/simd-module.js';
import { sizeOf } from '../../graph/graph.js';
import { windowOf } from '../../graph/window.js';
import { addressOf, type CallCode, callLoop, clear, pointer } from './call-context.js';

/** What each tap of a window sees at each position: [positions][taps][channels]; 0 on padding. */
export const unfold: CallCode = (f, node, context) => {
  const window = windowOf(node);
  const { batch, depth, rows, inChannels } = window;
  const x = { local: pointer(f, context, addressOf(context, node.inputs[0] as number)) };
  const to = { local: pointer(f, context, addressOf(context, node.id)) };
  const count = batch * depth.output * rows.output;
  callLoop(f, 'gatherTaps', x, to, 0, count, inChannels, ...axisArguments(window));
};

/** The other way round: adds up what stands for each place of the input. */
export const fold: CallCode = (f, node, context) => {
  const window = windowOf(node);
  const { batch, depth, rows, inChannels } = window;
  const address = addressOf(context, node.id);
  const sent = { local: pointer(f, context, addressOf(context, node.inputs[0] as number)) };
  const to = { local: pointer(f, context, address) };
  clear(f, context, address, 4 * sizeOf(node.shape));
  const count = batch * depth.output * rows.output;
  callLoop(f, 'scatterTaps', sent, to, 0, count, inChannels, ...axisArguments(window));
};

/** The largest value of each window over images. */
export const maxPool: CallCode = (f, node, context) => {
  const { batch, inChannels, rows, columns } = windowOf(node);
  const x = { local: pointer(f, context, addressOf(context, node.inputs[0] as number)) };
  const to = { local: pointer(f, context, addressOf(context, node.id)) };
  callLoop(f, 'maxPool', to, x, batch, inChannels, ...axisArgument(rows), ...axisArgument(columns));
};

/** Its gradient goes to the first of the largest values. */
export const maxPoolGrad: CallCode = (f, node, context) => {
  const window = windowOf(node);
  const address = addressOf(context, node.id);
  const [x, dy] = node.inputs.map((id) => ({ local: pointer(f, context, addressOf(context, id)) }));
  clear(f, context, address, 4 * sizeOf(node.shape));
  const to = { local: pointer(f, context, address) };
  callLoop(
    f,
    'maxPoolGrad',
    ...[to, x as { local: number }, dy as { local: number }],
    ...[window.batch, window.inChannels, ...axisArguments(window)],
  );
};
