import {
  type Box,
  boxOfName,
  distance,
  FONT,
  meet,
  type NamedCurve,
  type Place,
  type PlacedName,
} from './curve-names.js';

/** A label at a dot of the plot, whose place beside it is in pixels. */
export interface PlacedLabel extends Place {
  label: string;
  /** Its room in pixels from the dot, to the right and upwards. */
  box: Box;
  /** Where a thin line from the dot to the label ends, in the same measures; null where the label is near enough. */
  leader: { left: number; down: number } | null;
}

/** What a dot may be labelled with, the first that all dots have room for. */
export interface LabelledCurve extends NamedCurve {
  labels: readonly string[];
}

/** Sides of plots that pages of 400 to 1920 px have: what is away from a dot moves with them, a label does not. */
export const SIDES = [305, 330, 350, 370, 390, 415, 440] as const;
/** More dots are told by their tips. */
const MOST = 4;
const LINE = 13;
/** From a dot's middle to its label, and how far labels with a line may be. */
const BESIDE = 11;
const FARTHEST = 96;
const PITCH = 6;
/** Between a label and whatever is drawn. */
const CLEAR = 4;
const EDGE = 6;

/** Labels are of digits mostly, with signs half as wide: closer than the width of any text is guessed. */
const widthOf = (line: string): number =>
  FONT *
  Array.from(line).reduce(
    (ems, character) => ems + (character >= '\u1100' ? 1 : ' .,il'.includes(character) ? 0.3 : 0.58),
    0,
  );

interface Candidate extends Box {
  /** From the dot to the nearest place of the label. */
  end: Place;
  far: number;
}

const clamp = (low: number, high: number): number => Math.min(high, Math.max(low, 0));

/** Places for a label around its dot, which is at 0, the nearest first. */
function candidates(label: string, reach: number): Candidate[] {
  const lines = label.split('\n');
  const width = Math.ceil(Math.max(...lines.map(widthOf)));
  const height = lines.length * LINE;
  const found: Candidate[] = [];
  const most = BESIDE + reach;
  for (let left = -most - width; left <= most; left += PITCH)
    for (let bottom = -most - height; bottom <= most; bottom += PITCH) {
      const [right, top] = [left + width, bottom + height];
      const end = { x: clamp(left, right), y: clamp(bottom, top) };
      const far = Math.hypot(end.x, end.y);
      if (far >= BESIDE - 1 && far <= most) found.push({ left, right, bottom, top, end, far });
    }
  return found.sort((a, b) => a.far - b.far);
}

const moved = ({ left, right, bottom, top }: Box, { x, y }: Place): Box => ({
  left: left + x,
  right: right + x,
  bottom: bottom + y,
  top: top + y,
});

interface Around {
  lines: Place[][];
  guess: Place[];
  /** Of the other curves. */
  dots: Place[];
  dot: Place;
  taken: Box[];
}

const grown = (box: Box, by: number): Box => ({
  left: box.left - by,
  right: box.right + by,
  bottom: box.bottom - by,
  top: box.top + by,
});

/** Whether a line is nearer to a box than so many pixels. */
const comesNear = (line: readonly Place[], box: Box, by: number): boolean =>
  line.some((to, i) => {
    const from = line[i - 1];
    if (!from) return false;
    const apart =
      Math.max(from.x, to.x) < box.left - by ||
      Math.min(from.x, to.x) > box.right + by ||
      Math.max(from.y, to.y) < box.bottom - by ||
      Math.min(from.y, to.y) > box.top + by;
    return !apart && distance(from, to, box) < by;
  });

/** How labels are tried. */
interface Try {
  /** How far beyond the places beside the dot. */
  reach: number;
  /** Whether the thin line to a label may cross curves; the line of guessing it may always. */
  crossing: boolean;
}

/** Whether a label has room, and its line, if it needs one, meets nothing that it may not. */
function hasRoom(
  candidate: Candidate,
  { side, crossing }: { side: number; crossing: boolean },
  { lines, guess, dots, dot, taken }: Around,
): boolean {
  const box = moved(candidate, dot);
  if (box.left < EDGE || box.bottom < EDGE || box.right > side - EDGE || box.top > side - EDGE) return false;
  const wide = grown(box, CLEAR);
  if (taken.some((other) => meet(wide, other))) return false;
  const led = needsLeader(candidate);
  // A label without a line to its dot is nearer to it than to any other.
  if (dots.some((other) => distance(other, other, box) < Math.max(12, led ? 0 : candidate.far + CLEAR)))
    return false;
  if (comesNear(guess, box, CLEAR) || lines.some((line) => comesNear(line, box, CLEAR))) return false;
  if (!led) return true;
  const { end, far } = candidate;
  for (let away = BESIDE; away < far; away += 3) {
    const at = { x: dot.x + (end.x * away) / far, y: dot.y + (end.y * away) / far };
    const point = { left: at.x, right: at.x, bottom: at.y, top: at.y };
    if (taken.some((other) => meet(grown(point, CLEAR), other))) return false;
    if (dots.some((other) => distance(other, other, point) < 10)) return false;
    if (!crossing && lines.some((line) => comesNear(line, point, 3))) return false;
  }
  return true;
}

const needsLeader = ({ far }: Candidate): boolean => far > BESIDE + PITCH;

const scaled =
  (side: number) =>
  ({ x, y }: Place): Place => ({ x: x * side, y: y * side });

function placed(
  curves: readonly LabelledCurve[],
  names: readonly PlacedName[],
  guessing: readonly [Place, Place],
  { form, reach, crossing }: Try & { form: number },
): PlacedLabel[] {
  const dots = curves.flatMap(({ dot, labels }) => (dot ? [{ dot, label: labels[form] ?? '' }] : []));
  const lines = SIDES.map((side) => curves.map(({ line }) => line.map(scaled(side))));
  const taken = SIDES.map((side) => names.map((name) => boxOfName(name, side)));
  const found: PlacedLabel[] = [];
  for (const { dot, label } of dots) {
    const around = SIDES.map(
      (side, i): Around => ({
        lines: lines[i] as Place[][],
        guess: guessing.map(scaled(side)),
        dots: dots.filter((other) => other.dot !== dot).map((other) => scaled(side)(other.dot)),
        dot: scaled(side)(dot),
        taken: taken[i] as Box[],
      }),
    );
    const best = candidates(label, reach).find((candidate) =>
      SIDES.every((side, i) => hasRoom(candidate, { side, crossing }, around[i] as Around)),
    );
    if (!best) continue;
    around.forEach((each) => {
      each.taken.push(moved(best, each.dot));
    });
    const leader = needsLeader(best) ? { left: best.end.x, down: -best.end.y } : null;
    const { left, right, bottom, top } = best;
    found.push({ x: dot.x, y: dot.y, label, box: { left, right, bottom, top }, leader });
  }
  return found;
}

const TRIES: readonly Try[] = [
  { reach: PITCH, crossing: false },
  { reach: FARTHEST, crossing: false },
  { reach: FARTHEST, crossing: true },
];

/**
 * Where the labels of dots can stand, clear of all that is drawn in a plot of any width: beside them, else at the end of a thin
 * line; `form` is which of their labels has room. Where not all have any, some are left out.
 */
export function placedLabels(
  curves: readonly LabelledCurve[],
  names: readonly PlacedName[],
  guessing: readonly [Place, Place],
): { form: number; labels: PlacedLabel[] } | null {
  const forms = Math.max(...curves.map(({ labels }) => labels.length));
  const dots = curves.filter(({ dot }) => dot).length;
  if (curves.length > MOST || dots === 0) return null;
  let most: { form: number; labels: PlacedLabel[] } | null = null;
  for (const each of TRIES)
    for (let form = 0; form < forms; form += 1) {
      const labels = placed(curves, names, guessing, { ...each, form });
      if (labels.length === dots) return { form, labels };
      if (labels.length > (most?.labels.length ?? 0)) most = { form, labels };
    }
  return most;
}

/** What a label that has been placed takes of a plot so wide. */
export const boxOfLabel = ({ x, y, box }: PlacedLabel, side: number): Box =>
  moved(box, { x: x * side, y: y * side });

type Layer = Readonly<Record<string, unknown>>;

/** The layers that write labels, each with its thin line. */
export function labelLayers(
  labels: readonly PlacedLabel[],
  { x, y }: Readonly<Record<'x' | 'y', Layer>>,
): Layer[] {
  return labels.flatMap(({ label, box, leader, x: atX, y: atY }) => {
    const data = { values: [{ x: atX, y: atY, label }] };
    // Towards its dot, as the room of words is a little more than they need.
    const [align, dx] =
      box.right <= 0
        ? ['right', box.right]
        : box.left >= 0
          ? ['left', box.left]
          : ['center', (box.left + box.right) / 2];
    const away = leader && BESIDE / 2 / Math.hypot(leader.left, leader.down);
    return [
      ...(leader && away
        ? [
            {
              data,
              mark: {
                type: 'rule',
                strokeWidth: 1,
                xOffset: leader.left * away,
                yOffset: leader.down * away,
                x2Offset: leader.left * (1 - away / 2),
                y2Offset: leader.down * (1 - away / 2),
              },
              encoding: { x, y, x2: { field: 'x' }, y2: { field: 'y' } },
            },
          ]
        : []),
      {
        data,
        mark: {
          type: 'text',
          align,
          baseline: 'middle',
          fontSize: FONT,
          lineHeight: LINE,
          lineBreak: '\n',
          dx,
          dy: -(box.bottom + box.top) / 2,
        },
        encoding: { x, y, text: { field: 'label' } },
      },
    ];
  });
}
