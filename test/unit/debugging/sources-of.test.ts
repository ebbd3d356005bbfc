import { expect, test } from 'vitest';
import { sourcesOf } from '../../../extension/debugging/sources-of.js';

const [a, b, c] = [{ path: 'a' }, { path: 'b' }, { path: 'c' }];

test.each([
  [
    'breakpoints to be set',
    { command: 'setBreakpoints', arguments: { source: a, breakpoints: [{ line: 1 }] } },
    [a],
  ],
  ['where they were set', { body: { breakpoints: [{ source: a }, {}, { source: b }] } }, [a, b]],
  ['one that has moved', { event: 'breakpoint', body: { breakpoint: { source: c } } }, [c]],
  [
    'a stack',
    { body: { stackFrames: [{ source: a }, { name: 'native' }, { source: a }, { source: b }] } },
    [a, b],
  ],
  ['scopes', { body: { scopes: [{ name: 'Local', source: b }] } }, [b]],
  ['a loaded source', { event: 'loadedSource', body: { source: a } }, [a]],
  ['all of them', { body: { sources: [a, b] } }, [a, b]],
  ['a text', { command: 'source', arguments: { source: a, sourceReference: 1 } }, [a]],
  ['nothing of the kind', { command: 'threads' }, []],
  ['variables', { body: { variables: [{ name: 'source', value: 'x' }] } }, []],
])('%s', (_, message, expected) => {
  expect(sourcesOf(message)).toEqual(expected);
});
