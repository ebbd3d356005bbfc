const isObject = (value: unknown): value is object =>
  (typeof value === 'object' && value !== null) || typeof value === 'function';

const MOST = 30;

/** Where things were thrown, or awaited, that do not say it themselves. Each place is an error that was made there. */
export class ThrownPlaces {
  private readonly places = new WeakMap<object, Error[]>();
  /** Texts and numbers cannot be told apart: the last one that was thrown is remembered. */
  private last: { value: unknown; places: Error[] } | undefined;

  add(value: unknown, place: Error): void {
    const places = this.listOf(value);
    if (places.length < MOST) places.push(place);
  }

  /** The innermost first. */
  of(value: unknown): readonly Error[] {
    if (isObject(value)) return this.places.get(value) ?? [];
    return this.last && Object.is(this.last.value, value) ? this.last.places : [];
  }

  /** Another cell begins. */
  forgetLast(): void {
    this.last = undefined;
  }

  private listOf(value: unknown): Error[] {
    if (isObject(value)) {
      const places = this.places.get(value) ?? [];
      this.places.set(value, places);
      return places;
    }
    if (!this.last || !Object.is(this.last.value, value)) this.last = { value, places: [] };
    return this.last.places;
  }
}
