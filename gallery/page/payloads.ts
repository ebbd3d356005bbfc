declare global {
  interface Window {
    /** Called by each script in `payloads/`. */
    epochbookPayload: (id: string, json: string) => void;
  }
}

const arrived = new Map<string, string>();
window.epochbookPayload = (id, json) => arrived.set(id, json);

/** The JSON of an example, loaded with the first question for it. @throws where its file is missing. */
export function loadPayload(id: string): Promise<string> {
  const found = arrived.get(id);
  if (found !== undefined) return Promise.resolve(found);
  return new Promise((resolve, reject) => {
    const script = document.createElement('script');
    const file = `payloads/${encodeURIComponent(id)}.js`;
    const end = () => {
      script.remove();
      const json = arrived.get(id);
      if (json === undefined)
        reject(new Error(`${file} is missing. Make the gallery again: npm run gallery`));
      else resolve(json);
    };
    script.addEventListener('load', end);
    script.addEventListener('error', end);
    script.src = file;
    document.head.append(script);
  });
}
