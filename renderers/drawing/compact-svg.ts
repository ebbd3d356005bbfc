/** A circle as vega writes its path: two arcs around a centre that the transform gives. */
const CIRCLE =
  /^<path transform="translate\((-?[\d.]+),(-?[\d.]+)\)" d="M([\d.]+),0A\3,\3,0,1,1,-\3,0A\3,\3,0,1,1,\3,0Z?"([^<>]*?)\/>$/;
/** A circle as our own pen writes it: two halves, from the left and back. One arc to a hair above its start is as round. */
const RING = /a([\d.]+) \1 0 1 0 ([\d.]+) 0a\1 \1 0 1 0-\2 0/g;
/** What a still has no use for: it is one image, which nothing points at, styles or reads part by part. */
const IDLE =
  / (?:class|role|pointer-events|aria-[a-z]+|xmlns:xlink)="[^"<>]*"| (?:opacity|stroke-opacity)="1"/g;
/** Paths that draw nothing: without a place, or a group's background without fill and stroke. */
const NOTHING = /^<path (?:[^<>]*\bd="(?:|M0,0h0v0h0Z)"[^<>]*|d="M[-\d.,]+h[-\d.]+v[-\d.]+h[-\d.]+Z")\/>$/;
/** Lines from point to point. */
const POLYLINE = /^(?:M-?[\d.]+[ ,]-?[\d.]+(?:h0)?(?:L-?[\d.]+[ ,]-?[\d.]+)*Z?)+$/;
const POINT = /([ML])(-?[\d.]+)[ ,](-?[\d.]+)(Z|h0)?/g;
/** Coordinates of words and shapes. */
const PLACE = / (x|y|x1|x2|y1|y2|cx|cy)="(-?\d+\.\d\d+)"/g;
const MOVE = / transform="translate\((-?[\d.]+),(-?[\d.]+)\)"/;
/** Where shapes and words are that do not say it. */
const AT_ZERO = /^(<(?:text|line|rect)\b[^<>]*?) (?:x|y|x1|x2|y1|y2)="0"/;
/** Marks of one kind that follow each other, as vega writes them, with what they are drawn in. */
const MARKS =
  /(?:<(?:path transform='translate\([^'()]*\)' d='m[^'m]*Z'|circle cx='[^']*' cy='[^']*' r='[^']*')[^<>]*\/>){2,}/g;
const MARK =
  /<(?:path transform='translate\((-?[\d.]+),(-?[\d.]+)\)' d='m(-?\d*(?:\.\d+)?) ?(-?\d*(?:\.\d+)?)([^']*)'|circle cx='([^']*)' cy='([^']*)' r='([^']*)')([^<>]*)\/>/g;
/** A group that says nothing of what it holds, and holds no other. */
const BARE = /<g>((?:(?!<\/?g\b)[\s\S])*)<\/g>/g;
const SHAPES = /<g([^<>]*)>((?:<(?:path|line|circle|rect)[^<>]*\/>){2,})<\/g>/g;
const INK = / (?:fill|stroke|stroke-width|stroke-dasharray|stroke-linecap|stroke-linejoin)='[^']*'/g;
const WORDS = /(?:<text [^<>]*>[^<>]*<\/text>){2,}/g;
const LOOK = / (?:fill|font-size|font-weight|font-style|font-family|text-anchor)='[^']*'/g;

/**
 * The same picture in fewer bytes: marks of vega without what only a live view needs, what all marks of a group share said
 * once, coordinates of paths to the tenth of a pixel. Text, title and description stay as they are.
 */
export function compactSvg(svg: string): string {
  const start = svg.indexOf('>') + 1;
  const [, font] = /^[^>]* font-family="([^"]*)"/.exec(svg) ?? [];
  const body = svg.slice(start).replace(/<(?:path|line|g|text|rect|svg|circle|tspan)\b[^<>]*>/g, compactTag);
  return (
    svg.slice(0, start) +
    withoutBareGroups(
      (font === undefined ? body : body.replaceAll(` font-family='${font}'`, ''))
        .replace(/<g><\/g>/g, '')
        .replace(MARKS, shareOutline)
        .replace(SHAPES, shareInk)
        .replace(WORDS, shareLook),
    )
  );
}

function withoutBareGroups(svg: string): string {
  const less = svg.replace(BARE, '$1');
  return less === svg ? svg : withoutBareGroups(less);
}

function compactTag(tag: string): string {
  const bare = tag.replace(IDLE, '');
  if (NOTHING.test(bare)) return '';
  const circle = CIRCLE.exec(bare);
  if (circle) {
    const [, x, y, r, others] = circle;
    return quoted(`<circle cx="${tenth(x)}" cy="${tenth(y)}" r="${tenth(r)}"${others}/>`);
  }
  const placed = bare.startsWith('<svg')
    ? bare
    : bare
        .replace(PLACE, (_, name: string, value: string) => ` ${name}="${tenth(value)}"`)
        .replace(MOVE, (_, x: string, y: string) => moved(bare, tenth(x), tenth(y)));
  return quoted(
    withoutZeros(placed).replace(/ d="([^"]*)"/, (_, path: string) => ` d="${compactPath(path)}"`),
  );
}

/** A word without a place of its own has it where it is moved to. */
function moved(tag: string, x: string, y: string): string {
  if (x === '0' && y === '0') return '';
  return tag.startsWith('<text') && !/ [xy]="/.test(tag)
    ? ` x="${x}" y="${y}"`
    : ` transform="translate(${x},${y})"`;
}

function withoutZeros(tag: string): string {
  const less = tag.replace(AT_ZERO, '$1');
  return less === tag ? tag : withoutZeros(less);
}

/** Marks of one outline and one ink are one path; those through which others shine stay apart. */
function shareOutline(marks: string): string {
  const paths: { outline: string; ink: string; places: string[]; first: string }[] = [];
  for (const [first, x, y, left, top, drawn, cx, cy, r, ink = ''] of marks.matchAll(MARK)) {
    const round = r !== undefined;
    // Behind a move to a place, lines by how far need their command.
    const outline = round ? `a${r} ${r} 0 1 0 0-.1z` : (drawn ?? '').replace(/^ ?(?=[-.\d])/, 'l');
    const at = round
      ? [tenths(cx) - tenths(r), tenths(cy)]
      : [tenths(x) + tenths(left), tenths(y) + tenths(top)];
    const [toX = '', toY = ''] = at.map(short);
    const place = `M${toX}${joined(toY, toX)}${outline}`;
    const last = paths.at(-1);
    if (last && last.outline === outline && last.ink === ink && !ink.includes('opacity'))
      last.places.push(place);
    else paths.push({ outline, ink, places: [place], first });
  }
  return paths
    .map(({ ink, places, first }) => (places.length > 1 ? `<path d='${places.join('')}'${ink}/>` : first))
    .join('');
}

/** JSON, which a notebook is, writes the other quotation mark with two characters. */
const quoted = (tag: string): string => tag.replace(/="([^"']*)"/g, "='$1'");

const tenths = (number = ''): number => Math.round(Number(number) * 10);
const tenth = (number = ''): string => short(tenths(number));
/** Tenths as SVG may have them: `.5`, `-.5`. */
const short = (count: number): string => String(count / 10 || 0).replace(/^(-?)0\./, '$1.');

/** Lines by how far it is from point to point; other paths as they are, but rounded. */
function compactPath(path: string): string {
  if (!POLYLINE.test(path))
    return path.replace(RING, 'a$1 $1 0 1 0 0-.1z').replace(/-?\d+\.\d\d+/g, (number) => tenth(number));
  const steps: { command: string; by: [number, number]; end: string }[] = [];
  let [x, y] = [0, 0];
  let [startX, startY] = [0, 0];
  for (const [, command = '', left, top, end = ''] of path.matchAll(POINT)) {
    const [toX, toY] = [tenths(left), tenths(top)];
    const by: [number, number] = [toX - x, toY - y];
    const last = steps.at(-1);
    // A line that goes straight on is one line.
    if (command === 'L' && last?.command === 'l' && !last.end && goesOn(last.by, by)) {
      last.by = [last.by[0] + by[0], last.by[1] + by[1]];
      last.end = end;
    } else steps.push({ command: command === 'M' ? 'm' : 'l', by, end });
    if (command === 'M') [startX, startY] = [toX, toY];
    [x, y] = end === 'Z' ? [startX, startY] : [toX, toY];
  }
  let written = '';
  let before = '';
  let number = '';
  for (const { command, by, end } of steps) {
    const [across = '', down = ''] = by.map(short);
    // A command that goes on is not written again; what follows a move is a line.
    const implied = before !== '' && command === 'l';
    written += (implied ? joined(across, number) : command + across) + joined(down, across) + end;
    before = end ? '' : command;
    number = down;
  }
  return written;
}

/** Whether a step follows another along the same row or column. */
const goesOn = ([x, y]: [number, number], [nextX, nextY]: [number, number]): boolean =>
  (y === 0 && nextY === 0 && x * nextX > 0) || (x === 0 && nextX === 0 && y * nextY > 0);

/** A number behind another one: a sign parts them, and so does a dot where the first has its own. */
const joined = (number: string, before: string): string =>
  number.startsWith('-') || (number.startsWith('.') && before.includes('.')) ? number : ` ${number}`;

/** Ink that all shapes of a group have goes to the group. */
function shareInk(whole: string, group: string, shapes: string): string {
  const each = shapes.match(/<[^<>]*>/g) ?? [];
  const shared = (each[0]?.match(INK) ?? []).filter(
    (ink) =>
      !group.includes(ink.slice(0, ink.indexOf('=') + 1)) && each.every((shape) => shape.includes(ink)),
  );
  if (shared.length === 0) return whole;
  const rest = each.map((shape) => shared.reduce((left, ink) => left.replace(ink, ''), shape)).join('');
  return `<g${group}${shared.join('')}>${rest}</g>`;
}

/** Words that follow each other and look alike say once how. */
function shareLook(words: string): string {
  const runs: { look: string; words: string[] }[] = [];
  for (const word of words.match(/<text [^<>]*>[^<>]*<\/text>/g) ?? []) {
    const tag = word.slice(0, word.indexOf('>'));
    const look = (tag.match(LOOK) ?? []).join('');
    const last = runs.at(-1);
    const bare = tag.replace(LOOK, '') + word.slice(tag.length);
    if (last?.look === look) last.words.push(bare);
    else runs.push({ look, words: [bare] });
  }
  return runs
    .map(({ look, words: alike }) =>
      alike.length > 1 && look
        ? `<g${look}>${alike.join('')}</g>`
        : alike.map((bare) => `<text${look}${bare.slice('<text'.length)}`).join(''),
    )
    .join('');
}
