/**
 * The path behind `file://`. What TensorFlow.js takes is no URL: nothing in it is percent-encoded. `file:///C:/…` is one, as
 * `pathToFileURL` makes it.
 */
export function fileUrlPath(rest: string, platform = process.platform): string {
  if (platform !== 'win32' || !/^\/[a-z]:/i.test(rest)) return rest;
  try {
    return decodeURIComponent(rest.slice(1));
  } catch {
    return rest.slice(1);
  }
}
