/** A part of a compilation that Keras has not, in words: "loss mine". */
export class Lacking extends Error {
  override name = 'Lacking';
}
