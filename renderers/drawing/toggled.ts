/** What a press on a line's name leaves hidden; `alone` shows this line only, or all again where it already is alone. */
export function toggled<Name>(
  name: Name,
  offered: readonly Name[],
  hidden: readonly Name[],
  alone: boolean,
): Name[] {
  if (alone) {
    const others = offered.filter((each) => each !== name);
    return !hidden.includes(name) && others.every((each) => hidden.includes(each)) ? [] : others;
  }
  return hidden.includes(name) ? hidden.filter((each) => each !== name) : [...hidden, name];
}
