import type { io } from '@tensorflow/tfjs-core';
import { NodeFileSystem } from './node-file-system.js';

/** What tfjs-node adds to `tf.io`. */
export interface FileSystemIO {
  /**
   * Saves models to and loads them from the file system.
   *
   * @param path To save: a folder, which is made if it is not there. To load: the path of a `model.json`.
   */
  fileSystem(path: string): NodeFileSystem;
}

type IO = typeof io;

const SCHEME = 'file://';

export const fileSystemIO = (io: IO): FileSystemIO => ({
  fileSystem: (path) => new NodeFileSystem(io, path),
});

/** Makes `model.save('file://…')` and `tf.loadLayersModel('file://…')` work. */
export function registerFileSystem(io: IO): void {
  const router = (url: string | string[]): NodeFileSystem => {
    const one = Array.isArray(url) && url.length === 1 ? url[0] : url;
    // tfjs-core's routers answer null for "not mine"; its type says otherwise.
    if (typeof one !== 'string' || !one.startsWith(SCHEME)) return null as unknown as NodeFileSystem;
    return new NodeFileSystem(io, one.slice(SCHEME.length));
  };
  io.registerSaveRouter(router);
  io.registerLoadRouter(router);
}
