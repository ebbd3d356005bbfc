import type { TfNamespace } from '../../../kernel/engine.js';
import type { Case } from '../case.js';
import { layerCase } from '../model-case.js';

const kinds = ['simpleRNN', 'gru', 'lstm'] as const;
const sequence = { shape: [3, 5, 4] };
type Cell = ReturnType<TfNamespace['layers']['lstmCell']>;

interface Options {
  recurrentActivation?: string;
  [other: string]: unknown;
}

const options: Record<string, Options> = {
  'last step': {},
  'all steps': { returnSequences: true },
  'backwards, all steps': { goBackwards: true, returnSequences: true },
  'no bias': { useBias: false },
  'relu and hard sigmoid': { activation: 'relu', recurrentActivation: 'hardSigmoid' },
  'dropout and recurrent dropout': { dropout: 0.3, recurrentDropout: 0.3 },
  unrolled: { unroll: true },
};

const variants: Case[] = kinds.flatMap((of) =>
  Object.entries(options).map(([name, { recurrentActivation, ...config }]) =>
    layerCase({
      of: `layers.${of}`,
      name,
      input: sequence,
      layers: (tf) => [
        tf.layers[of]({
          units: 6,
          ...config,
          ...(of !== 'simpleRNN' && recurrentActivation && { recurrentActivation }),
        } as never),
      ],
    }),
  ),
);

const cells: Case[] = (['simpleRNNCell', 'gruCell', 'lstmCell'] as const).map((of) =>
  layerCase({
    of: `layers.${of}`,
    name: 'in rnn',
    input: sequence,
    layers: (tf) => [tf.layers.rnn({ cell: tf.layers[of]({ units: 6 } as never) as Cell })],
  }),
);

const stacked: Case[] = [
  ...kinds.map((of) =>
    layerCase({
      of: `layers.${of}`,
      name: 'stacked',
      input: sequence,
      layers: (tf) => [
        tf.layers[of]({ units: 5, returnSequences: true } as never),
        tf.layers[of]({ units: 3 } as never),
      ],
    }),
  ),
  layerCase({
    of: 'layers.stackedRNNCells',
    name: 'lstm over gru',
    input: sequence,
    layers: (tf) => [
      tf.layers.rnn({
        cell: tf.layers.stackedRNNCells({
          cells: [tf.layers.gruCell({ units: 5 } as never), tf.layers.lstmCell({ units: 4 } as never)],
        }),
        returnSequences: true,
      }),
    ],
  }),
];

const wrapped: Case[] = [
  ...kinds.flatMap((kind) =>
    (['concat', 'sum', 'mul', 'ave'] as const).map((mergeMode) =>
      layerCase({
        of: 'layers.bidirectional',
        name: `${kind}, ${mergeMode}`,
        input: sequence,
        layers: (tf) => [
          tf.layers.bidirectional({
            layer: tf.layers[kind]({ units: 4, returnSequences: mergeMode !== 'sum' } as never) as never,
            mergeMode,
          }),
        ],
      }),
    ),
  ),
  layerCase({
    of: 'layers.timeDistributed',
    name: 'dense',
    input: sequence,
    layers: (tf) => [tf.layers.timeDistributed({ layer: tf.layers.dense({ units: 3, activation: 'tanh' }) })],
  }),
  layerCase({
    of: 'layers.timeDistributed',
    name: 'conv2d',
    input: { shape: [2, 3, 5, 5, 2] },
    layers: (tf) => [tf.layers.timeDistributed({ layer: tf.layers.conv2d({ filters: 3, kernelSize: 3 }) })],
  }),
];

const convolving: Case[] = [
  layerCase({
    of: 'layers.convLstm2d',
    name: 'valid, last step',
    input: { shape: [2, 3, 6, 5, 2] },
    layers: (tf) => [tf.layers.convLstm2d({ filters: 3, kernelSize: 3 })],
  }),
  layerCase({
    of: 'layers.convLstm2d',
    name: 'same, all steps, strides 2',
    input: { shape: [2, 3, 6, 5, 2] },
    layers: (tf) => [
      tf.layers.convLstm2d({ filters: 3, kernelSize: 3, padding: 'same', strides: 2, returnSequences: true }),
    ],
  }),
  layerCase({
    of: 'layers.convLstm2d',
    name: 'with dropout',
    input: { shape: [2, 3, 5, 5, 2] },
    layers: (tf) => [
      tf.layers.convLstm2d({ filters: 3, kernelSize: 2, dropout: 0.2, recurrentDropout: 0.2 }),
    ],
  }),
];

const masked: Case[] = [
  ...kinds.map((kind) =>
    layerCase({
      of: 'layers.embedding',
      name: `zeros masked, before ${kind}`,
      input: { shape: [4, 6], dtype: 'int32', range: [0, 5] },
      layers: (tf) => [
        tf.layers.embedding({ inputDim: 8, outputDim: 4, maskZero: true }),
        tf.layers[kind]({ units: 3 } as never),
      ],
    }),
  ),
  ...kinds.map((kind) =>
    layerCase({
      of: 'layers.masking',
      name: `before ${kind}`,
      // Some steps are 0 throughout.
      input: { shape: [7, 3, 2], values: [1, 2, 0, 0, 3, 1, 0, 0, 1, 1, 0, 0, ...Array(30).fill(0.5)] },
      layers: (tf) => [tf.layers.masking({ maskValue: 0 }), tf.layers[kind]({ units: 3 } as never)],
    }),
  ),
];

export const recurrentLayerCases: Case[] = [
  ...variants,
  ...cells,
  ...stacked,
  ...wrapped,
  ...convolving,
  ...masked,
];
