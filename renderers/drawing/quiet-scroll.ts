import { ensureStyle } from './page.js';

const css = `
.epb-quiet-scroll { overflow: auto hidden; scrollbar-width: thin; }
.epb-quiet-scroll:focus-within { overflow: auto; }
.epb-quiet-scroll[data-more] { --epb-below: #0003; }
.epb-quiet-scroll[data-wider] { --epb-beside: #0003; }
.epb-quiet-scroll:focus-within { --epb-below: #000; }
.epb-quiet-scroll:is([data-more], [data-wider]) {
  mask-image: linear-gradient(#000 calc(100% - 22px), var(--epb-below, #000)), linear-gradient(to right, #000 calc(100% - 36px), var(--epb-beside, #000));
  mask-composite: intersect;
}
`;

/**
 * Makes rows that are longer than their place leave the wheel to the notebook until they have the focus: by a click into
 * them, or by the Tab key. What lies below and on the right fades out.
 */
export function quietScroll(rows: HTMLElement): { update(): void } {
  ensureStyle('epochbook-quiet-scroll', css);
  rows.classList.add('epb-quiet-scroll');
  const update = (): void => {
    const { scrollTop, scrollHeight, clientHeight, scrollLeft, scrollWidth, clientWidth } = rows;
    rows.toggleAttribute('data-more', scrollTop + clientHeight < scrollHeight - 2);
    rows.toggleAttribute('data-wider', scrollLeft + clientWidth < scrollWidth - 2);
  };
  rows.addEventListener('scroll', update);
  new ResizeObserver(update).observe(rows);
  rows.addEventListener('wheel', (event) => {
    if (event.deltaY >= 0 || rows.scrollTop === 0 || rows.matches(':focus-within')) return;
    // The editor takes rows that were scrolled down for ones that scroll up now: it is told of the wheel from outside of them.
    event.stopPropagation();
    rows.parentElement?.dispatchEvent(new WheelEvent('wheel', event));
  });
  return { update };
}
