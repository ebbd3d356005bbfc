/** A lock that is held now, or the number of the process that holds it. */
export type LockAttempt =
  | { release: () => void; holder?: undefined }
  | { holder: number; release?: undefined };

/** Takes the lock `folder` (its parent folder must be there) or says who has it. Does not wait. */
export function takeLock(folder: string): LockAttempt;
