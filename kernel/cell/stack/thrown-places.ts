const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

/** Where things were thrown, or awaited, that do not say it themselves. Each place is an error that was made there. */
export class ThrownPlaces {
  private readonly places = new WeakMap<object, Error>();
  /** Texts and numbers cannot be told apart: the last one that was thrown is remembered. */
  private last: { value: unknown; place: Error } | undefined;

  /** The first place is kept: it is the innermost. */
  add(value: unknown, place: Error): void {
    if (!isObject(value)) {
      if (!this.last || !Object.is(this.last.value, value)) this.last = { value, place };
    } else if (!this.places.has(value)) this.places.set(value, place);
  }

  of(value: unknown): Error | undefined {
    if (isObject(value)) return this.places.get(value);
    return this.last && Object.is(this.last.value, value) ? this.last.place : undefined;
  }

  /** Another cell begins. */
  forgetLast(): void {
    this.last = undefined;
  }
}
