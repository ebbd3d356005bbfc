/** What a record holds under a name that came from outside; `toString` and its like, which every object has, are not it. */
export const own = <T>(record: Readonly<Record<string, T>>, name: string): T | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;
