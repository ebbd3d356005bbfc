type Environment = Record<string, string | undefined>;

/** `--inspect`, `--inspect-brk=9229`, `--inspect-port 0` and their like among Node's options. */
const DEBUGGER_FLAGS =
  /(?<=^|\s)--(?:inspect(?:-brk|-wait)?(?:=\S*)?|(?:inspect-port|debug-port|inspect-publish-uid)(?:=|\s+)\S+)(?=\s|$)/g;

/**
 * The environment of a kernel and of what its cells start: without what an editor with Auto Attach, or a terminal, has put there
 * to debug programs. It would make a kernel wait for a debugger, and print "Debugger attached." into cells.
 */
export function withoutDebugger(environment: Environment): Environment {
  const { VSCODE_INSPECTOR_OPTIONS: _, NODE_OPTIONS: options, ...rest } = environment;
  const kept = options?.replace(DEBUGGER_FLAGS, '').trim();
  return kept ? { ...rest, NODE_OPTIONS: kept } : rest;
}
