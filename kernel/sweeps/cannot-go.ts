/** A function, with what it uses, cannot be handed to another process. The message says why. */
export class CannotGo extends Error {
  override name = 'CannotGo';
}
