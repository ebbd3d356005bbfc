import * as vscode from 'vscode';

/**
 * Breakpoints of a notebook that is in another place now go along; the editor would leave them with cells that are gone.
 *
 * @param from what its cells were called, in their order.
 */
export function moveBreakpoints(from: readonly string[], cells: readonly vscode.NotebookCell[]): void {
  const moved = vscode.debug.breakpoints.flatMap((point) => {
    if (!(point instanceof vscode.SourceBreakpoint)) return [];
    const { location, enabled, condition, hitCondition, logMessage } = point;
    const cell = cells[from.indexOf(location.uri.toString())];
    if (!cell) return [];
    const there = new vscode.Location(cell.document.uri, location.range);
    return [
      { point, next: new vscode.SourceBreakpoint(there, enabled, condition, hitCondition, logMessage) },
    ];
  });
  vscode.debug.removeBreakpoints(moved.map(({ point }) => point));
  vscode.debug.addBreakpoints(moved.map(({ next }) => next));
}
