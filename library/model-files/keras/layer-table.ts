/** What a layer's configuration is made of, in Keras' words. */
export interface LayerRule {
  /** Options that both libraries have under this name. */
  options: readonly string[];
  /** Options of Keras that tfjs has not, and the values (as JSON) that mean what tfjs does. */
  only?: Record<string, readonly unknown[]>;
  /** The name an option has in tfjs where it is another. */
  renamed?: Record<string, string>;
  /** Not in Keras 3; tf-keras has it. */
  legacy?: true;
  /** Both libraries have it, but compute something else. */
  differs?: true;
}

const words = (text: string): string[] => text.split(/\s+/).filter(Boolean);

const KERNEL =
  'activation use_bias kernel_initializer bias_initializer kernel_regularizer bias_regularizer kernel_constraint bias_constraint';
const WINDOW = 'kernel_size strides padding data_format';
const RECURRENT = `${KERNEL} recurrent_initializer recurrent_regularizer recurrent_constraint dropout recurrent_dropout seed`;
const SEQUENCE = 'return_sequences return_state go_backwards stateful unroll zero_output_for_mask';
const CHANNELS_LAST = ['channels_last'];
const NONE = [null];
const ONES = [1, [1], [1, 1], [1, 1, 1]];

const layer = (options: string, more: Omit<LayerRule, 'options'> = {}): LayerRule => ({
  options: words(options),
  ...more,
});
const transposed = layer(`filters ${WINDOW} ${KERNEL}`, {
  only: { dilation_rate: ONES, output_padding: NONE, groups: [1] },
});
const pooling1d = layer('pool_size strides padding', { only: { data_format: CHANNELS_LAST } });
const pooling = layer('pool_size strides padding data_format');
const global1d = layer('', { only: { data_format: CHANNELS_LAST } });
const convolution = layer(`filters ${WINDOW} dilation_rate ${KERNEL}`, { only: { groups: [1] } });

/** Every layer that tfjs-layers 4.22 and Keras have in common. */
export const LAYERS: Record<string, LayerRule> = {
  Dense: layer(`units ${KERNEL}`),
  Conv1D: layer(`filters kernel_size strides padding dilation_rate ${KERNEL}`, {
    only: { groups: [1], data_format: CHANNELS_LAST },
  }),
  Conv2D: convolution,
  Conv3D: convolution,
  Conv2DTranspose: transposed,
  Conv3DTranspose: transposed,
  DepthwiseConv2D: layer(
    `${WINDOW} dilation_rate depth_multiplier activation use_bias depthwise_initializer bias_initializer depthwise_regularizer bias_regularizer depthwise_constraint bias_constraint`,
    { only: { groups: [1] } },
  ),
  SeparableConv2D: layer(
    `filters ${WINDOW} dilation_rate depth_multiplier activation use_bias depthwise_initializer pointwise_initializer bias_initializer depthwise_regularizer pointwise_regularizer bias_regularizer depthwise_constraint pointwise_constraint bias_constraint`,
    { only: { groups: [1] } },
  ),
  MaxPooling1D: pooling1d,
  MaxPooling2D: pooling,
  MaxPooling3D: pooling,
  AveragePooling1D: pooling1d,
  AveragePooling2D: pooling,
  AveragePooling3D: pooling,
  GlobalMaxPooling1D: global1d,
  GlobalAveragePooling1D: global1d,
  GlobalMaxPooling2D: layer('data_format'),
  GlobalAveragePooling2D: layer('data_format'),
  BatchNormalization: layer(
    'axis momentum epsilon center scale beta_initializer gamma_initializer moving_mean_initializer moving_variance_initializer beta_regularizer gamma_regularizer beta_constraint gamma_constraint',
    { only: { renorm_momentum: [0.99] } },
  ),
  LayerNormalization: layer(
    'axis epsilon center scale beta_initializer gamma_initializer beta_regularizer gamma_regularizer beta_constraint gamma_constraint',
  ),
  Embedding: layer(
    'input_dim output_dim embeddings_initializer embeddings_regularizer embeddings_constraint mask_zero',
  ),
  SimpleRNN: layer(`units ${RECURRENT} ${SEQUENCE}`),
  GRU: layer(`units recurrent_activation ${RECURRENT} ${SEQUENCE}`),
  LSTM: layer(`units recurrent_activation unit_forget_bias ${RECURRENT} ${SEQUENCE}`),
  ConvLSTM2D: layer(
    `filters ${WINDOW} dilation_rate recurrent_activation unit_forget_bias ${RECURRENT} ${SEQUENCE}`,
  ),
  SimpleRNNCell: layer(`units ${RECURRENT}`),
  GRUCell: layer(`units recurrent_activation ${RECURRENT}`),
  LSTMCell: layer(`units recurrent_activation unit_forget_bias ${RECURRENT}`),
  RNN: layer(SEQUENCE),
  StackedRNNCells: layer(''),
  Bidirectional: layer('merge_mode', { only: { zero_output_for_mask: [true] } }),
  TimeDistributed: layer(''),
  Dropout: layer('rate noise_shape seed'),
  SpatialDropout1D: layer('rate seed'),
  GaussianNoise: layer('stddev seed'),
  GaussianDropout: layer('rate seed'),
  AlphaDropout: layer('rate noise_shape seed'),
  Activation: layer('activation'),
  ELU: layer('alpha'),
  ReLU: layer('max_value negative_slope threshold'),
  LeakyReLU: layer('negative_slope', { renamed: { negative_slope: 'alpha' } }),
  PReLU: layer('alpha_initializer alpha_regularizer alpha_constraint shared_axes'),
  Softmax: layer('axis'),
  ThresholdedReLU: layer('theta', { legacy: true }),
  Flatten: layer('data_format'),
  Reshape: layer('target_shape'),
  Permute: layer('dims'),
  RepeatVector: layer('n'),
  Masking: layer('mask_value'),
  ZeroPadding2D: layer('padding data_format'),
  Cropping2D: layer('cropping data_format'),
  UpSampling2D: layer('size data_format interpolation'),
  Rescaling: layer('scale offset'),
  CenterCrop: layer('height width', { only: { data_format: CHANNELS_LAST } }),
  CategoryEncoding: layer('num_tokens output_mode'),
  Resizing: layer('height width interpolation', { differs: true }),
  RandomWidth: layer('', { differs: true }),
  Add: layer(''),
  Average: layer(''),
  Concatenate: layer('axis'),
  Dot: layer('axes normalize'),
  Maximum: layer(''),
  Minimum: layer(''),
  Multiply: layer(''),
};

/** Options of Keras that do not change what a layer computes. */
export const WITHOUT_EFFECT = new Set([
  'name',
  'trainable',
  'dtype',
  'seed',
  'batch_shape',
  'batch_input_shape',
  'build_config',
  'shared_object_id',
  'input_length',
  'implementation',
  'autocast',
  'ragged',
  'rng_type',
]);
