/** A number that the commit decides, for tests that take some of many cases. */
export function commitNumber(): number;
