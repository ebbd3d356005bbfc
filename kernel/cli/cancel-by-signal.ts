/**
 * A signal that lets what is under way clear up: set off by Ctrl-C, by a polite end of the process, and where another
 * program started this one, when that program lets go of it or ends.
 */
export function cancelBySignal(): AbortSignal {
  const controller = new AbortController();
  const abort = (): void => controller.abort();
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, abort);
  // Windows has no polite end; there and elsewhere a closed channel stands for it.
  process.once('disconnect', abort);
  process.channel?.unref();
  // Nobody reads on: without this the next word printed would end the process where it stands.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', abort);
  return controller.signal;
}
