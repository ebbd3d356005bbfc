/** A signal that Ctrl-C and a polite end of the process set off, so that what is under way can clear up. */
export function cancelBySignal(): AbortSignal {
  const controller = new AbortController();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => controller.abort());
  return controller.signal;
}
