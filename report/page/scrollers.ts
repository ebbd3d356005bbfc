const SCROLLERS = 'pre, .markup, .text';

/** What is wider or longer than its place can be reached, and scrolled, with the keyboard. */
export function reachScrollers(): void {
  const reach = (entries: readonly ResizeObserverEntry[]): void => {
    for (const { target } of entries) {
      const scrolls =
        target.scrollWidth > target.clientWidth + 1 || target.scrollHeight > target.clientHeight + 1;
      if (scrolls) target.setAttribute('tabindex', '0');
      else target.removeAttribute('tabindex');
    }
  };
  const sizes = new ResizeObserver(reach);
  for (const each of document.querySelectorAll(SCROLLERS)) sizes.observe(each);
}
