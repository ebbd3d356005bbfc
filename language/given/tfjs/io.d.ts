import type { FileSystemIO } from 'epochbook-engine/files/file-system-io';

export * from '@tensorflow/tfjs-core/dist/io/io';
/** Saves models to and loads them from the file system. */
export declare const fileSystem: FileSystemIO['fileSystem'];
