import { checkOptions, domains } from '../engine/options/index.js';
import { say } from '../words/index.js';
import { isTensor, type Matrix, matrixRows, shapeText, type TensorLike } from './tensor-like.js';
import type { Value } from './value.js';

export interface ImageOptions {
  /** Height and width of an image, where each is one row of numbers. Without it, rows are taken for squares. */
  shape?: readonly [height: number, width: number];
  /** What stands above each image. */
  labels?: readonly Value[];
  title?: string;
  /** Images side by side; where nothing is said, rows of up to 10 that are alike. */
  columns?: number;
}

interface Images {
  height: number;
  width: number;
  /** A row of `height * width` values for each image, line by line. */
  pixels: Matrix;
}

const allowed = {
  shape: {
    en: 'height and width, as [8, 8]',
    ko: '[8, 8]처럼 높이와 너비',
    allows: (value: unknown) =>
      Array.isArray(value) && value.length === 2 && value.every(domains.positiveCount.allows),
  },
  labels: domains.list,
  title: domains.text,
  columns: domains.positiveCount,
};
const COLUMNS = 10;
/** More would not fit into the still picture of an output. */
const MOST_PIXELS = 1500;
const PLOT_WIDTH = 560;
const LARGEST_PIXEL = 10;
const LABEL_HEIGHT = 16;
const GAP = 8;

/** @throws RangeError where images are neither of shape [n, height, width] (a last axis of 1 may follow) nor rows of their pixels. */
function readImages(given: TensorLike | Matrix, shape: ImageOptions['shape']): Images {
  if (isTensor(given) && given.shape.length > 2) {
    const [n = 0, height = 0, width = 0, channels = 1] = given.shape;
    if (given.shape.length > 4 || channels !== 1)
      throw new RangeError(
        say(
          `show.images: the images have shape ${shapeText(given.shape)}, but grey ones are needed: [n, height, width] or [n, height, width, 1]. Of a colour image take one channel, or the mean of the three.`,
          `show.images: 이미지의 모양이 ${shapeText(given.shape)}입니다. 회색 이미지 [n, 높이, 너비]나 [n, 높이, 너비, 1]이 필요합니다. 컬러 이미지라면 채널 하나나 세 채널의 평균을 쓰세요.`,
        ),
      );
    const size = height * width;
    const values = Array.from(given.dataSync(), Number);
    return {
      height,
      width,
      pixels: Array.from({ length: n }, (_, i) => values.slice(i * size, (i + 1) * size)),
    };
  }
  const pixels = matrixRows(given, 'images');
  const size = pixels[0]?.length ?? 0;
  if (size === 0)
    throw new RangeError(
      say('show.images: there are no images to show.', 'show.images: 보여 줄 이미지가 없습니다.'),
    );
  const [height, width] = shape ?? [Math.sqrt(size), Math.sqrt(size)];
  if (Number.isInteger(height) && height * width === size) return { height, width, pixels };
  throw new RangeError(
    shape
      ? say(
          `show.images: shape [${height}, ${width}] has ${height * width} pixels, but an image has ${size}.`,
          `show.images: shape [${height}, ${width}]의 픽셀은 ${height * width}개인데 이미지의 픽셀은 ${size}개입니다.`,
        )
      : say(
          `show.images: ${size} pixels make no square. Say how high and wide an image is: { shape: [height, width] }.`,
          `show.images: 픽셀 ${size}개로는 정사각형이 되지 않습니다. 높이와 너비를 알려 주세요: { shape: [높이, 너비] }`,
        ),
  );
}

/** As many beside each other as make rows of the same length, or nearly. */
const evenColumns = (images: number): number => Math.ceil(images / Math.max(1, Math.ceil(images / COLUMNS)));

/** Images one beside the other, as many as fit; the least value of all is white, the greatest black. */
export function imageGrid(
  given: TensorLike | Matrix,
  options: ImageOptions = {},
): Readonly<Record<string, unknown>> {
  checkOptions('show.images', options, allowed);
  const { height, width, pixels } = readImages(given, options.shape);
  const { labels } = options;
  if (labels && labels.length !== pixels.length)
    throw new RangeError(
      say(
        `show.images: there are ${labels.length} labels for ${pixels.length} images.`,
        `show.images: 이미지는 ${pixels.length}개인데 labels는 ${labels.length}개입니다.`,
      ),
    );
  const shown = pixels.slice(0, Math.max(1, Math.floor(MOST_PIXELS / (height * width))));
  const columns = Math.min(options.columns ?? evenColumns(shown.length), Math.max(1, shown.length));
  const pixel = Math.min(LARGEST_PIXEL, Math.max(1, PLOT_WIDTH / columns / width - 1));
  const [cellWidth, cellHeight] = [width * pixel + GAP, height * pixel + GAP + (labels ? LABEL_HEIGHT : 0)];
  const corner = (i: number) => ({
    x: (i % columns) * cellWidth,
    y: Math.floor(i / columns) * cellHeight + (labels ? LABEL_HEIGHT : 0),
  });
  const rest = pixels.length - shown.length;
  const position = (field: 'x' | 'y', most: number) => ({
    field,
    type: 'quantitative',
    axis: null,
    scale: { domain: [0, most], nice: false, zero: false, reverse: field === 'y' },
  });
  const plotWidth = columns * cellWidth;
  const plotHeight = Math.ceil(shown.length / columns) * cellHeight;
  const at = { x: position('x', plotWidth), y: position('y', plotHeight) };
  // A rect stands with its middle on its place.
  const papers = shown.map((_, i) => {
    const { x, y } = corner(i);
    return { x: x + (width * pixel) / 2, y: y + (height * pixel) / 2 };
  });
  const least = shown.reduce((low, image) => image.reduce(smaller, low), Number.POSITIVE_INFINITY);
  const greatest = shown.reduce((high, image) => image.reduce(greater, high), Number.NEGATIVE_INFINITY);
  const ink = shown.flatMap((image, i) =>
    image.flatMap((value, place) => {
      if (!(value > least)) return [];
      const { x, y } = corner(i);
      const [row, column] = [Math.floor(place / width), place % width];
      return [{ x: x + (column + 0.5) * pixel, y: y + (row + 0.5) * pixel, value }];
    }),
  );
  const words = (labels ?? []).slice(0, shown.length).map((label, i) => {
    const { x, y } = corner(i);
    return { x: x + (width * pixel) / 2, y: y - 6, label: String(label ?? '') };
  });
  return {
    ...(options.title === undefined && rest === 0
      ? {}
      : { title: titleOf(options.title, shown.length, rest) }),
    width: plotWidth,
    height: plotHeight,
    config: { view: { stroke: null } },
    layer: [
      {
        data: { values: papers },
        mark: {
          type: 'rect',
          width: width * pixel + 2,
          height: height * pixel + 2,
          fill: 'white',
          stroke: '#999',
          aria: false,
        },
        encoding: at,
      },
      {
        data: { values: ink },
        mark: { type: 'rect', width: pixel, height: pixel, aria: false },
        encoding: {
          ...at,
          fill: {
            field: 'value',
            type: 'quantitative',
            scale: { domain: [least, greatest], range: ['white', 'black'], nice: false, zero: false },
            legend: null,
          },
        },
      },
      ...(words.length === 0
        ? []
        : [
            {
              data: { values: words },
              mark: { type: 'text' },
              encoding: { ...at, text: { field: 'label', type: 'nominal' } },
            },
          ]),
    ],
  };
}

const smaller = (a: number, b: number): number => (b < a ? b : a);
const greater = (a: number, b: number): number => (b > a ? b : a);

const titleOf = (title: string | undefined, shown: number, rest: number) => ({
  text: title ?? say('Images', '이미지'),
  ...(rest === 0
    ? {}
    : {
        subtitle: say(`the first ${shown} of ${shown + rest}`, `${shown + rest}개 가운데 처음 ${shown}개`),
      }),
});
