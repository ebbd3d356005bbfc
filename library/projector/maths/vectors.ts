/** Vectors of one length: the values of row i stand from `i * dimensions` on. */
export interface Vectors {
  readonly values: Float32Array;
  readonly count: number;
  readonly dimensions: number;
}

/** Rows of unit length, so that the squared distance of two is twice their cosine distance; a row of zeros stays. */
export function unitRows({ values, count, dimensions }: Vectors): Vectors {
  const unit = new Float32Array(values.length);
  for (let row = 0; row < count; row += 1) {
    const from = row * dimensions;
    let square = 0;
    for (let at = from; at < from + dimensions; at += 1) square += (values[at] as number) ** 2;
    const length = Math.sqrt(square) || 1;
    for (let at = from; at < from + dimensions; at += 1) unit[at] = (values[at] as number) / length;
  }
  return { values: unit, count, dimensions };
}

/** The square of the Euclidean distance between two rows. */
export function squaredDistance(values: Float32Array, dimensions: number, a: number, b: number): number {
  let square = 0;
  const [i, j] = [a * dimensions, b * dimensions];
  for (let at = 0; at < dimensions; at += 1) {
    const difference = (values[i + at] as number) - (values[j + at] as number);
    square += difference * difference;
  }
  return square;
}
