import type { Checksum } from './checksum.js';

/** A file that is fetched from the network, and known by its checksum. */
export interface FileSource {
  name: string;
  url: string;
  /** Bytes; where it is unknown, what the server says. */
  size?: number;
  checksum: Checksum;
}
