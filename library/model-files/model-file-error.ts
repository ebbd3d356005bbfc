/** A model cannot be written to, or read from, a file. The message names the file, the reason and what to do. */
export class ModelFileError extends Error {
  override name = 'ModelFileError';
}
