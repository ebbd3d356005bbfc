/** What one host showed after a payload. */
export interface Shown {
  id: string;
  /** The reason in place of the picture. */
  note: string | null;
  /** Drawn at all: something besides a reason. */
  drawn: boolean;
  /** What is wrong with it. */
  faults: string[];
}

export interface BatchItem {
  /** Of the case, for what is told. */
  id: string;
  /** Of the element; one that exists gets another payload. */
  host: string;
  text: string;
}

/**
 * Runs in the page: draws payloads one beside another, uses the pictures like a reader with pointer and keys, and tells what
 * is there. Hosts lie over one another, so that all are in sight and draw.
 */
export const pageScript = `
  window.runs = [];
  window.ran = (id) => window.runs.push(id);
  const frames = async (count) => {
    for (let at = 0; at < count; at += 1) await new Promise((resolve) => requestAnimationFrame(resolve));
  };
  const numeric = new Set(('x y x1 x2 y1 y2 cx cy r rx ry width height d points transform viewBox dx dy offset font-size ' +
    'stroke-width stroke-dasharray stroke-dashoffset opacity fill-opacity stroke-opacity').split(' '));
  const wrongAttributes = (host) => {
    const found = [];
    for (const node of host.querySelectorAll('svg, svg *')) {
      for (const { name, value } of node.attributes)
        if (numeric.has(name) && /NaN|Infinity|undefined|null/.test(value))
          found.push('<' + node.tagName + ' ' + name + '="' + value.slice(0, 80) + '">');
    }
    return found.slice(0, 3);
  };
  const dangerous = (host) => {
    const found = [];
    for (const node of host.querySelectorAll('script, iframe, object, embed, link, meta, base, foreignObject'))
      found.push('<' + node.tagName + '>');
    for (const node of host.querySelectorAll('*'))
      for (const { name, value } of node.attributes) {
        if (name.startsWith('on')) found.push('attribute ' + name);
        if (/^(xlink:)?href$|^src$/.test(name) && !/^(#|https?:|data:image\\/)/i.test(value)) found.push(name + '="' + value.slice(0, 60) + '"');
      }
    return found.slice(0, 3);
  };
  const groundOf = (host) => host.querySelector(':scope > .epb-picture > :first-child') ?? host;
  const reasonIn = (host) => {
    const ground = groundOf(host);
    return ground.children.length === 1 && ground.firstElementChild.matches('p[role=note]') ? ground.textContent : null;
  };
  const lookAt = (id, host) => {
    const note = reasonIn(host);
    const faults = [...wrongAttributes(host), ...dangerous(host)];
    if (note !== null && (note.trim() === '' || note.length > 600 || /\\n/.test(note))) faults.push('the reason is not one line: ' + JSON.stringify(note.slice(0, 700)));
    if (groundOf(host).children.length === 0) faults.push('nothing is shown');
    return { id, note, drawn: note === null && groundOf(host).children.length > 0, faults };
  };
  const hostOf = (id) => {
    let host = document.getElementById(id);
    if (!host) {
      host = document.createElement('div');
      host.id = id;
      host.style.cssText = 'position:absolute;left:8px;top:8px;width:800px';
      document.body.append(host);
    }
    return host;
  };
  const give = async (name, { id, host, text }) => {
    hostOf(host);
    try {
      await window.renderItem(name, host, 'application/json', text);
      return [];
    } catch (error) {
      return [id + ' threw ' + (error && error.stack || error)];
    }
  };
  window.drawBatch = async (name, items) => {
    const thrown = (await Promise.all(items.map((item) => give(name, item)))).flat();
    await frames(3);
    return { thrown, shown: items.map(({ id, host }) => lookAt(id, document.getElementById(host))), ran: window.runs.splice(0) };
  };
  const send = (target, Kind, type, more) =>
    target.dispatchEvent(new Kind(type, { bubbles: true, cancelable: true, composed: true, view: window, ...more }));
  const point = (target, shareX, shareY, click) => {
    const { left, top, width, height } = target.getBoundingClientRect();
    const at = { clientX: left + width * shareX, clientY: top + height * shareY, pointerId: 1 };
    const within = document.elementsFromPoint(at.clientX, at.clientY).find((each) => target.contains(each)) || target;
    for (const type of ['pointerover', 'pointerenter', 'pointermove']) send(within, PointerEvent, type, at);
    for (const type of ['mouseover', 'mousemove']) send(within, MouseEvent, type, at);
    if (!click) return;
    send(within, PointerEvent, 'pointerdown', at);
    send(within, MouseEvent, 'mousedown', at);
    send(within, PointerEvent, 'pointerup', at);
    send(within, MouseEvent, 'mouseup', at);
    send(within, MouseEvent, 'click', at);
  };
  const inSight = (nodes, most) => [...nodes].filter((each) => each.checkVisibility()).slice(0, most);
  const use = async (host) => {
    for (const tab of inSight(host.querySelectorAll('[role=tab]'), 6)) {
      tab.click();
      await frames(1);
      pictures(host);
    }
    for (const select of inSight(host.querySelectorAll('select'), 4)) {
      select.selectedIndex = select.options.length - 1;
      send(select, Event, 'input');
      send(select, Event, 'change');
    }
    for (const range of inSight(host.querySelectorAll('input[type=range]'), 2)) {
      for (const value of [range.min, range.max, String(Math.round(Number(range.max) / 2))]) {
        range.value = value;
        send(range, Event, 'input');
      }
    }
    for (const button of inSight(host.querySelectorAll('button:not([role=tab]), input[type=checkbox], summary'), 10)) button.click();
    pictures(host);
    const keys = ['ArrowRight', 'ArrowDown', 'End', 'ArrowLeft', 'Home', 'PageDown', 'PageUp', 'ArrowUp', 'Enter', ' ', 'Escape'];
    for (const stop of inSight(host.querySelectorAll('[tabindex]'), 5)) {
      stop.focus();
      for (const key of keys) send(document.activeElement && host.contains(document.activeElement) ? document.activeElement : stop, KeyboardEvent, 'keydown', { key });
    }
    await frames(1);
    for (const leaver of host.querySelectorAll('section, canvas, svg')) {
      send(leaver, PointerEvent, 'pointerleave', { pointerId: 1 });
      send(leaver, MouseEvent, 'mouseout');
    }
    if (document.activeElement instanceof HTMLElement) document.activeElement.blur();
  };
  const pictures = (host) => {
    for (const target of inSight(host.querySelectorAll('canvas, svg, table, [role=application]'), 4)) {
      for (const [x, y] of [[0.02, 0.1], [0.3, 0.6], [0.97, 0.5]]) point(target, x, y, false);
      point(target, 0.5, 0.4, true);
    }
  };
  window.useBatch = async (items) => {
    const thrown = [];
    for (const { id, host } of items) {
      try {
        await use(document.getElementById(host));
      } catch (error) {
        thrown.push(id + ' threw while it was used: ' + (error && error.stack || error));
      }
    }
    await frames(3);
    return { thrown, shown: items.map(({ id, host }) => lookAt(id, document.getElementById(host))), ran: window.runs.splice(0) };
  };
  window.clearBatch = (name, hosts) => {
    for (const host of hosts) {
      window.renderers[name].disposeOutputItem(host);
      document.getElementById(host)?.remove();
    }
  };
`;
