import { axesOf, notEmptyAlong, permutation } from './checks/axes.js';
import { type Check, each, numbersOf, oneOf, type TensorLike, whole } from './checks/check.js';
import { einsumTerms } from './checks/einsum.js';
import {
  complexAlike,
  imageNumbers,
  placesIn,
  placesInShape,
  segmentNumbers,
  sparsePlaces,
  type ValueCheck,
} from './checks/places.js';
import {
  blocks,
  cropsThatFit,
  margins,
  part,
  pixelsIn,
  splits,
  steps,
  stepsThatArrive,
} from './checks/ranges.js';
import {
  broadcasting,
  joined,
  leastRank,
  matrices,
  sameSize,
  segments,
  selection,
  statistics,
  weightsForAll,
} from './checks/shapes.js';
import { floats, floatsIn, numbers, numbersIn, sameTypes, types } from './checks/types.js';
import { filters2D, filters3D, pools2D, pools3D, transposed } from './checks/windows.js';

const named = <T>(names: string, check: T): Record<string, T> =>
  Object.fromEntries(
    names
      .trim()
      .split(/\s+/)
      .map((name) => [name, check]),
  );

const REAL = ['float32', 'int32'] as const;
const rank = (shape: readonly number[]): number => shape.length;
const sides = (_: readonly number[], { blockShape }: Readonly<Record<string, unknown>>): number =>
  numbersOf(blockShape).length;

/**
 * What each kernel takes, as TensorFlow has it; tfjs-core looks at a part of that. A kernel that is not here takes what
 * tfjs-core lets through.
 */
export const kernelChecks: Readonly<Record<string, Check>> = {
  ...named('Abs Exp Neg Relu Relu6 Round Sign Square LogSoftmax', numbers),
  ...named(
    `Acos Acosh Asin Asinh Atan Atanh Expm1 IsFinite IsInf IsNan LeakyRelu Log1p Reciprocal Selu Sinh Softplus Step
`,
    floats,
  ),
  ...named('Sum Mean Prod', axesOf('x')),
  Max: each(numbers, axesOf('x', 'reductionIndices')),
  Min: each(numbers, axesOf('x')),
  ...named('All Any', axesOf('x')),
  ...named('ArgMax ArgMin', each(axesOf('x', 'axis', { scalars: false }), notEmptyAlong('x'))),
  ...named('Cumsum Cumprod', each(numbers, axesOf('x', 'axis', { scalars: false }))),
  ...named(
    `Add Sub Multiply RealDiv FloorDiv Mod Pow Maximum Minimum SquaredDifference Equal NotEqual Greater GreaterEqual Less
     LessEqual LogicalAnd LogicalOr Atan2 BitwiseAnd`,
    broadcasting('a', 'b'),
  ),
  BatchMatMul: each(numbers, matrices),
  _FusedMatMul: matrices,
  Bincount: each(types(REAL, 'weights'), whole(['size'], 0)),
  DenseBincount: each(types(REAL, 'weights'), whole(['size'], 0), weightsForAll),
  BatchToSpaceND: each(numbers, blocks, margins('crops', sides), cropsThatFit),
  SpaceToBatchND: each(numbers, blocks, margins('paddings', sides)),
  ClipByValue: numbers,
  Complex: types(['float32']),
  Concat: each(
    axesOf('0'),
    sameTypes,
    joined(({ axis }) => axis as number),
  ),
  Conv2D: filters2D,
  Conv2DBackpropInput: each(floats, transposed(2)),
  Conv3D: each(floats, filters3D),
  Conv3DBackpropInputV2: each(types(['float32']), transposed(3)),
  CropAndResize: each(numbersIn('image'), whole(['cropSize'], 1), pixelsIn('image')),
  DepthToSpace: each(leastRank('x', 4, 4), whole(['blockSize'], 2)),
  DepthwiseConv2dNative: filters2D,
  Diag: each(numbers, leastRank('x', 1)),
  Dilation2D: each(floats, filters2D),
  Einsum: each(numbers, sameTypes, einsumTerms),
  ExpandDims: axesOf('input', 'dim', { more: 1, scalars: false }),
  Fill: oneOf('dtype', ['float32', 'int32', 'bool', 'string']),
  FusedBatchNorm: each(floats, statistics),
  FusedConv2D: filters2D,
  FusedDepthwiseConv2D: filters2D,
  GatherV2: each(axesOf('x'), whole(['batchDims'])),
  LRN: each(floats, whole(['depthRadius'], 0)),
  LinSpace: whole(['num'], 1),
  MaxPool: each(numbers, pools2D),
  AvgPool: pools2D,
  MaxPool3D: each(floats, pools3D),
  AvgPool3D: pools3D,
  MaxPoolWithArgmax: pools2D,
  MirrorPad: margins('paddings', rank),
  Multinomial: each(floats, whole(['numSamples'], 0)),
  NonMaxSuppressionV3: whole(['maxOutputSize'], 0),
  NonMaxSuppressionV4: each(floats, whole(['maxOutputSize'], 0)),
  NonMaxSuppressionV5: each(floats, whole(['maxOutputSize'], 0)),
  OneHot: whole(['depth'], 0),
  Pack: each(
    axesOf('0', 'axis', { more: 1, scalars: false }),
    sameTypes,
    joined(() => undefined),
  ),
  PadV2: margins('paddings', rank),
  Prelu: numbersIn('x'),
  Range: stepsThatArrive,
  Reshape: sameSize,
  ResizeBilinear: each(numbersIn('images'), whole(['size'], 1), pixelsIn('images')),
  ResizeNearestNeighbor: each(whole(['size'], 1), pixelsIn('images')),
  Reverse: axesOf('x', 'dims'),
  ScatterNd: whole(['shape'], 0),
  Select: each(types(['bool'], 'condition'), sameTypesOf('t', 'e'), selection),
  Slice: part,
  Softmax: each(floatsIn('logits'), leastRank('logits', 1)),
  SplitV: each(axesOf('x'), whole(['numOrSizeSplits'], -1), splits),
  StridedSlice: steps,
  StringNGrams: whole(['nGramWidths', 'padWidth'], 0),
  StringToHashBucketFast: whole(['numBuckets'], 1),
  Tile: whole(['reps'], 0),
  TopK: each(numbers, whole(['k'], 0)),
  Transform: each(
    oneOf('interpolation', ['nearest', 'bilinear']),
    oneOf('fillMode', ['constant', 'reflect', 'wrap', 'nearest']),
    whole(['outputShape'], 1),
  ),
  Transpose: permutation,
  Unique: axesOf('x'),
  Unpack: axesOf('value', 'axis', { scalars: false }),
  UnsortedSegmentSum: each(numbersIn('x'), whole(['numSegments'], 0), segments),
};

function sameTypesOf(...names: string[]): Check {
  return (inputs, attributes) =>
    sameTypes(Object.fromEntries(names.map((name) => [name, inputs[name] as TensorLike])), attributes);
}

/** Of kernels that look at values, such as places in a tensor; the native backend sees to these itself. */
export const valueChecks: Readonly<Record<string, ValueCheck>> = {
  ...named('Add Sub Multiply', complexAlike),
  CropAndResize: imageNumbers,
  GatherNd: placesIn('indices', 'params'),
  ScatterNd: placesInShape('indices', 'shape'),
  SparseFillEmptyRows: sparsePlaces('indices', 'denseShape', 'values'),
  SparseReshape: sparsePlaces('inputIndices', 'inputShape'),
  SparseToDense: placesInShape('sparseIndices', 'outputShape'),
  TensorScatterUpdate: placesIn('indices', 'tensor'),
  UnsortedSegmentSum: segmentNumbers,
};
