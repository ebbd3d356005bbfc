/** What dropout does to a unit, and what another rate would change: what was is known where it is not the same. */
export type UnitState = 'kept' | 'silenced' | 'wouldSilence' | 'wouldKeep';

/** @param was what really happened, where `alive` tells what would be. */
export function unitState(alive: Float32Array | null, was: Float32Array | null, unit: number): UnitState {
  const silenced = alive?.[unit] === 0;
  if (!was || silenced === (was[unit] === 0)) return silenced ? 'silenced' : 'kept';
  return silenced ? 'wouldSilence' : 'wouldKeep';
}
