import { describe, expect, test } from 'vitest';
import { alternativeText } from '../../../protocol/index.js';
import { compactSvg } from '../../../renderers/drawing/compact-svg.js';

const HEAD = '<svg xmlns="http://www.w3.org/2000/svg" class="a" width="9" height="9" role="img">';

/** What stands in a still, and what of it is saved. */
const bodies: [what: string, svg: string, compact: string][] = [
  [
    'a point of vega',
    '<path transform="translate(18.87,20.35)" d="M2.55,0A2.55,2.55,0,1,1,-2.55,0A2.55,2.55,0,1,1,2.55,0" fill="#fff" opacity="1"/>',
    '<circle cx="18.9" cy="20.4" r="2.6" fill="#fff"/>',
  ],
  [
    'circles of our own pens',
    '<path d="M41.8 10.5a7.7 7.7 0 1 0 15.4 0a7.7 7.7 0 1 0-15.4 0M9 8a2 2 0 1 0 4 0a2 2 0 1 0-4 0" fill="red"/>',
    '<path d="M41.8 10.5a7.7 7.7 0 1 0 0-.1zM9 8a2 2 0 1 0 0-.1z" fill="red"/>',
  ],
  ['a half ring stays a path', '<path d="M2,0A2,2,0,1,1,-2,0"/>', '<path d="M2,0A2,2,0,1,1,-2,0"/>'],
  [
    'lines, from point to point',
    '<path d="M1.05,22.06L2.1,4.81L4.19,0Z" stroke="red"/>',
    '<path d="m1.1 22.1 1-17.3 2.1-4.8Z" stroke="red"/>',
  ],
  [
    'lines of our own pens, and what follows a closed one',
    '<path d="M57.2 219.7L145.4 250.8M0 0L1 1L0 1ZM5 5L5 6" fill="none"/>',
    '<path d="m57.2 219.7 88.2 31.1m-145.4-250.8 1 1-1 0Zm5 5 0 1" fill="none"/>',
  ],
  ['small steps', '<path d="M0,0L0.25,-0.31L-0.5,1e3"/>', '<path d="M0,0L.3,-.3L-0.5,1e3"/>'],
  ['curves are rounded', '<path d="M1.234,5C1.999,2.01,3,4,5,6"/>', '<path d="M1.2,5C2,2,3,4,5,6"/>'],
  [
    'what only a live view needs',
    '<g class="mark-rule" role="graphics-symbol" aria-roledescription="x" pointer-events="none"><line x2="1" opacity="1"/></g>',
    '<line x2="1"/>',
  ],
  [
    'groups of nothing',
    '<g class="a"><path class="foreground" aria-hidden="true" d="" display="none"/></g>',
    '',
  ],
  ['backgrounds without ink', '<path class="background" aria-hidden="true" d="M0,0h9v9h-9Z"/>', ''],
  [
    'a background with ink stays',
    '<path class="background" d="M0,0h9v9h-9Z" fill="#eee"/>',
    '<path d="M0,0h9v9h-9Z" fill="#eee"/>',
  ],
  [
    'ink that all of a group have',
    '<g><circle r="1" fill="none" stroke="a"/><circle r="2" fill="none" stroke="b"/></g>',
    '<g fill="none"><circle r="1" stroke="a"/><circle r="2" stroke="b"/></g>',
  ],
  [
    'ink of a group that has its own',
    '<g fill="red"><path d="" fill="blue"/><rect width="1" fill="blue"/><rect width="2" fill="blue"/></g>',
    '<g fill="red"><rect width="1" fill="blue"/><rect width="2" fill="blue"/></g>',
  ],
  [
    'marks of one outline and ink, where they stand',
    ['10', '20.55', '30']
      .map((x) => `<path transform="translate(${x},5)" d="M-2,0L0,-2.25L2,0Z" stroke="a"/>`)
      .join(''),
    '<path d="M8 5l2-2.2 2 2.2ZM18.6 5l2-2.2 2 2.2ZM28 5l2-2.2 2 2.2Z" stroke="a"/>',
  ],
  [
    'points of one ink',
    ['10', '-1'].map((x) => `<circle cx="${x}" cy="-.5" r="2.5" fill="a"/>`).join(''),
    '<path d="M7.5-.5a2.5 2.5 0 1 0 0-.1zM-3.5-.5a2.5 2.5 0 1 0 0-.1z" fill="a"/>',
  ],
  [
    'marks that shine through each other, or differ, stay',
    '<circle cx="1" cy="2" r="3" fill-opacity="0.5"/><circle cx="4" cy="2" r="3" fill-opacity="0.5"/><circle cx="4" cy="2" r="3"/><circle cx="4" cy="2" r="1"/>',
    '<circle cx="1" cy="2" r="3" fill-opacity="0.5"/><circle cx="4" cy="2" r="3" fill-opacity="0.5"/><circle cx="4" cy="2" r="3"/><circle cx="4" cy="2" r="1"/>',
  ],
  [
    'a line that goes straight on, but not one that turns back',
    '<path d="M0,0L1,0L3.5,0L3,0L3,2L3,2.25L3,1Z"/>',
    '<path d="m0 0 3.5 0-.5 0 0 2.3 0-1.3Z"/>',
  ],
  ['dots part numbers', '<path d="M0.5,0.25L0.75,0.5L1,5"/>', '<path d="m.5.3.3.2.2 4.5"/>'],
  [
    'groups that say nothing',
    '<g transform="translate(0,0)"><g><g class="a"><text x="1.26">p</text></g></g></g>',
    '<text x="1.3">p</text>',
  ],
  [
    'words that are moved to their places, but not turned ones',
    '<text transform="translate(-4,129.25)" fill="a">p</text><text transform="translate(1,2) rotate(9)">q</text><text x="3" transform="translate(1,2)">r</text>',
    '<text fill="a" x="-4" y="129.3">p</text><text transform="translate(1,2) rotate(9)">q</text><text x="3" transform="translate(1,2)">r</text>',
  ],
  [
    'what is at zero anyway',
    '<line transform="translate(94,-168)" x1="0" x2="0" y2="168"/><rect x="0" y="0" width="0" height="1"/><circle cx="0" r="1"/>',
    '<line transform="translate(94,-168)" y2="168"/><rect width="0" height="1"/><circle cx="0" r="1"/>',
  ],
  ['our lines begin with a dot', '<path d="M1.25,2h0L2,3.5"/>', '<path d="m1.3 2h0l.7 1.5"/>'],
  [
    'words that look alike',
    '<text x="1" y="2" fill="a">p</text><text x="3" y="4" fill="a">q</text><text x="5" fill="b">r</text>',
    '<g fill="a"><text x="1" y="2">p</text><text x="3" y="4">q</text></g><text fill="b" x="5">r</text>',
  ],
  [
    'words stay as they are',
    '<text class="t" x="1.234">d="M1.234,5" class="a" opacity="1" M0,0L1.999,2</text>',
    '<text x="1.2">d="M1.234,5" class="a" opacity="1" M0,0L1.999,2</text>',
  ],
];

describe('a still is saved in fewer bytes', () => {
  test.each(bodies)('%s', (_, svg, compact) => {
    // In JSON the other quotation mark takes two characters.
    const saved = compact.replace(/<[^<>]*>/g, (tag) => tag.replaceAll('"', "'"));
    expect(compactSvg(`${HEAD}<title>t</title>${svg}</svg>`)).toBe(`${HEAD}<title>t</title>${saved}</svg>`);
  });
});

const titles: [svg: unknown, alt: string | undefined, metadata: object][] = [
  [
    '<svg role="img"><title>Run 1: a &amp; b &lt;c&gt; &quot;d&quot; &#39;e&#39;</title></svg>',
    undefined,
    { alt: `Run 1: a & b <c> "d" 'e'` },
  ],
  ['<?xml version="1.0"?>\n<svg a="1">\n<title>x</title></svg>', undefined, {}],
  ['<svg><g><title>of a part</title></g></svg>', undefined, {}],
  ['<svg><title> </title></svg>', undefined, {}],
  ['<svg><title>x</title></svg>', 'given', { alt: 'given' }],
  [undefined, 'given before there is a still', { alt: 'given before there is a still' }],
  [undefined, undefined, {}],
];

test.each(titles)('the alternative text of %j', (svg, alt, metadata) => {
  const known = Object.keys(metadata).length > 0 ? { 'image/svg+xml': metadata } : {};
  expect(alternativeText(svg === undefined ? {} : { 'image/svg+xml': svg as string }, alt)).toEqual(known);
});
