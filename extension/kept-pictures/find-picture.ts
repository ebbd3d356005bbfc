/** An output of a notebook that a renderer of ours draws. */
export interface FoundPicture {
  /** The place of its cell, from 0. */
  index: number;
  /** Which of the cell's pictures of this type it is, from 0. */
  place: number;
  mime: string;
  /** Its payload as the output holds it. */
  json: string;
}

/** What of a cell is looked at: its outputs, each with its alternatives. */
export interface CellOutputs {
  outputs: readonly { items: readonly { mime: string; data: Uint8Array }[] }[];
}

const decoder = new TextDecoder();

/** The pictures of these types, in the order of the notebook. */
export function picturesOf(cells: readonly CellOutputs[], mimes: readonly string[]): FoundPicture[] {
  return cells.flatMap(({ outputs }, index) => {
    const counts = new Map<string, number>();
    return outputs.flatMap(({ items }) => {
      const item = items.find(({ mime }) => mimes.includes(mime));
      if (!item) return [];
      const place = counts.get(item.mime) ?? 0;
      counts.set(item.mime, place + 1);
      return [{ index, place, mime: item.mime, json: decoder.decode(item.data) }];
    });
  });
}

/**
 * The picture that a page means. It may have drawn what the output held a moment ago: then the run tells which it is, or that
 * there is no other.
 *
 * @param asked the payload as the page has it.
 */
export function meantPicture(pictures: readonly FoundPicture[], asked: string): FoundPicture | undefined {
  const payload = parsed(asked);
  const text = JSON.stringify(payload);
  const same = pictures.find(({ json }) => JSON.stringify(parsed(json)) === text);
  if (same) return same;
  const id = idOf(payload);
  const ofRun = id === undefined ? [] : pictures.filter(({ json }) => idOf(parsed(json)) === id);
  return ofRun[0] ?? (pictures.length === 1 ? pictures[0] : undefined);
}

/** What a payload says of itself: the id of its run, or its own. */
function idOf(payload: unknown): string | undefined {
  const { id, run } = (payload ?? {}) as Record<string, unknown>;
  return [id, run].find((each): each is string => typeof each === 'string');
}

/** What the picture is called, where it has a name of its own. */
export function nameOf(json: string): string | undefined {
  const { name, title } = (parsed(json) ?? {}) as Record<string, unknown>;
  return [name, title].find((each): each is string => typeof each === 'string' && each !== '');
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return undefined;
  }
}
