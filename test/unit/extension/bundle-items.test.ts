import { describe, expect, it } from 'vitest';
import { bundleItems } from '../../../extension/outputs/bundle-items.js';

describe('bundleItems', () => {
  it('puts our live view first and plain text last', () => {
    const items = bundleItems({
      'text/plain': 'account',
      'image/svg+xml': '<svg/>',
      'application/vnd.epochbook.training.v1+json': { version: 1 },
      'text/html': '<p>',
    });
    expect(items.map(({ mime }) => mime)).toEqual([
      'application/vnd.epochbook.training.v1+json',
      'text/html',
      'image/svg+xml',
      'text/plain',
    ]);
    expect(items[0]).toEqual({
      mime: 'application/vnd.epochbook.training.v1+json',
      kind: 'json',
      value: { version: 1 },
    });
  });

  it('gives images as bytes, SVG as text, and JSON untouched', () => {
    expect(bundleItems({ 'image/png': 'iVBORw==' })[0]).toEqual({
      mime: 'image/png',
      kind: 'bytes',
      value: Buffer.from([0x89, 0x50, 0x4e, 0x47]),
    });
    expect(bundleItems({ 'image/svg+xml': '<svg/>' })[0]?.kind).toBe('text');
    expect(bundleItems({ 'application/vnd.vegalite.v5+json': 'text' })[0]).toEqual({
      mime: 'application/vnd.vegalite.v5+json',
      kind: 'json',
      value: 'text',
    });
  });

  it('takes text in lines, as nbformat may have it', () => {
    expect(bundleItems({ 'text/plain': ['a\n', 'b'] })[0]).toMatchObject({ value: 'a\nb' });
    expect(bundleItems({ 'text/plain': { odd: 1 } })[0]).toMatchObject({ value: '{"odd":1}' });
  });
});
