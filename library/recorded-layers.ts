/** What a training records of its layers. */
export interface RecordedLayers {
  /** The masks of Dropout, SpatialDropout1D and AlphaDropout, for `show.dropout`. */
  dropout: boolean;
  /** The statistics of BatchNormalization, for `show.batchNorm`. */
  batchNorm: boolean;
  /** Histograms of weights, activations and gradients, for `show.distributions`. */
  distributions: boolean;
}
