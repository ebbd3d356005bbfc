import { type PackedMatrix, packMatrix, unpackMatrix } from '../../protocol/index.js';
import { roundedBits } from './packing/marks.js';

/** Of the 24 bits that tell a float32's digits, 14 stay: an error of 1 in 32,768 at most, less than the four written digits leave open. */
const CUT = 10;

/** The same matrix with values of four digits and a half, as none is drawn or written with more, in half the room. */
export function roundedMatrix(matrix: PackedMatrix): PackedMatrix {
  const { rows, columns } = matrix;
  const bits = new Uint32Array(unpackMatrix(matrix).buffer);
  const rounded = bits.map((each) => roundedBits(each, CUT));
  return packMatrix(rows, columns, new Float32Array(rounded.buffer));
}
