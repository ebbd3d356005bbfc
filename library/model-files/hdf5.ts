import type * as h5wasm from 'h5wasm';

// Whole files in memory: what reaches the disk is then written at once, by one rename.

type H5 = typeof h5wasm;
type Group = InstanceType<H5['Group']>;
interface H5Module {
  FS: {
    writeFile(path: string, bytes: Uint8Array): void;
    readFile(path: string): Uint8Array;
    unlink(path: string): void;
  };
  /** Else HDF5 prints its errors and goes on. */
  activate_throwing_error_handler(): number;
}

let loading: Promise<{ h5: H5; module: H5Module }> | undefined;

/** Loaded with the first file only: 4 MB. */
function loadHdf5(): Promise<{ h5: H5; module: H5Module }> {
  loading ??= (async () => {
    const h5 = await import('h5wasm');
    const module = (await h5.ready) as unknown as H5Module;
    module.activate_throwing_error_handler();
    return { h5, module };
  })().catch((error: unknown) => {
    loading = undefined;
    throw error;
  });
  return loading;
}

let files = 0;

/** The numbers of a data set, and their shape. */
export interface H5Array {
  shape: number[];
  data: Float32Array | BigInt64Array;
}

/** Writes an HDF5 file; `/` in a path makes groups. Strings have no fixed length, as Keras writes them. */
export class Hdf5Writer {
  private readonly groups = new Map<string, Group>();

  private constructor(
    private readonly module: H5Module,
    private readonly path: string,
    private readonly file: InstanceType<H5['File']>,
  ) {
    this.groups.set('', file);
  }

  static async create(): Promise<Hdf5Writer> {
    const { h5, module } = await loadHdf5();
    const path = `/written-${++files}.h5`;
    return new Hdf5Writer(module, path, new h5.File(path, 'w'));
  }

  group(path: string): Group {
    const known = this.groups.get(path);
    if (known) return known;
    const { parent, name } = split(path);
    const group = this.group(parent).create_group(name);
    this.groups.set(path, group);
    return group;
  }

  /** An empty list is left out: HDF5 would have to write nothing at all. */
  attribute(path: string, name: string, value: string | string[]): void {
    if (value.length === 0) return;
    this.group(path).create_attribute(name, value, Array.isArray(value) ? [value.length] : null, 'S');
  }

  array(path: string, { shape, data }: H5Array): void {
    const { parent, name } = split(path);
    const dtype = data instanceof Float32Array ? '<f' : '<q';
    this.group(parent).create_dataset({ name, data, shape, dtype });
  }

  /** The whole file. Nothing can be written afterwards. */
  end(): Uint8Array {
    try {
      this.file.flush();
      this.file.close();
      return this.module.FS.readFile(this.path);
    } finally {
      this.module.FS.unlink(this.path);
    }
  }
}

/** The file is whole, but its numbers are floats of 16 bits. */
export class HalfPrecision extends Error {
  override name = 'HalfPrecision';
}

/** Among the kinds of numbers of HDF5. */
const FLOAT = 1;

/** Reads an HDF5 file. Every method throws HDF5's own words for a part that is broken. */
export class Hdf5Reader {
  private constructor(
    private readonly h5: H5,
    private readonly module: H5Module,
    private readonly path: string,
    private readonly file: InstanceType<H5['File']>,
  ) {}

  /** @throws Error when the bytes are no whole HDF5 file. */
  static async open(bytes: Uint8Array): Promise<Hdf5Reader> {
    const { h5, module } = await loadHdf5();
    const path = `/read-${++files}.h5`;
    module.FS.writeFile(path, bytes);
    try {
      return new Hdf5Reader(h5, module, path, new h5.File(path, 'r'));
    } catch (error) {
      module.FS.unlink(path);
      throw error;
    }
  }

  close(): void {
    this.file.close();
    this.module.FS.unlink(this.path);
  }

  has(path: string): boolean {
    let at: Group = this.file;
    for (const name of path.split('/').filter(Boolean)) {
      if (!(at instanceof this.h5.Group) || !at.keys().includes(name)) return false;
      at = at.get(name) as Group;
    }
    return true;
  }

  /** Names in a group; none where there is no such group. */
  names(path: string): string[] {
    const group = this.has(path) ? (path ? this.file.get(path) : this.file) : null;
    return group instanceof this.h5.Group ? group.keys() : [];
  }

  /** Names of the groups in a group. */
  groups(path: string): string[] {
    const group = path ? this.file.get(path) : this.file;
    if (!(group instanceof this.h5.Group)) return [];
    return group.keys().filter((name) => group.get(name) instanceof this.h5.Group);
  }

  /** A string; undefined where there is none. */
  text(path: string, name: string): string | undefined {
    const value = this.value(path, name);
    return typeof value === 'string' ? value : undefined;
  }

  /** A list of strings, which Keras spreads over `name0`, `name1`… when it is long; undefined where there is none. */
  texts(path: string, name: string): string[] | undefined {
    const whole = this.value(path, name);
    if (whole !== undefined) return strings(whole);
    const parts: string[] = [];
    for (let i = 0; ; i++) {
      const part = this.value(path, `${name}${i}`);
      if (part === undefined) return i === 0 ? undefined : parts;
      parts.push(...strings(part));
    }
  }

  /** @throws Error where there is no such data set, or its numbers are no floats or integers. */
  array(path: string): H5Array {
    const dataset = this.has(path) ? this.file.get(path) : null;
    if (!(dataset instanceof this.h5.Dataset)) throw new Error(`there is no data set "${path}"`);
    const { type, size } = dataset.metadata;
    if (type === FLOAT && size === 2) throw new HalfPrecision();
    const { value, shape } = dataset;
    const data = floats(value);
    if (!data) throw new Error(`the data set "${path}" holds no numbers`);
    return { shape: shape ?? [], data };
  }

  private value(path: string, name: string): unknown {
    const entity = path ? this.file.get(path) : this.file;
    if (!(entity instanceof this.h5.Group) || !(name in entity.attrs)) return undefined;
    const value: unknown = entity.get_attribute(name, true);
    // h5py writes UTF-8 under the name of ASCII, and h5wasm takes each byte for a letter.
    const isAscii = entity.attrs[name]?.metadata.cset === 0;
    return isAscii ? withEach(value, (text) => Buffer.from(text, 'latin1').toString('utf8')) : value;
  }
}

function floats(value: unknown): Float32Array | undefined {
  if (value instanceof Float32Array) return value;
  if (typeof value === 'number' || typeof value === 'bigint') return Float32Array.of(Number(value));
  if (value instanceof BigInt64Array || value instanceof BigUint64Array)
    return Float32Array.from(Array.from(value, Number));
  return ArrayBuffer.isView(value) ? Float32Array.from(value as unknown as ArrayLike<number>) : undefined;
}

const withEach = (value: unknown, change: (text: string) => string): unknown =>
  Array.isArray(value)
    ? value.map((part) => withEach(part, change))
    : typeof value === 'string'
      ? change(value)
      : value;

const strings = (value: unknown): string[] => (Array.isArray(value) ? value : [value]).map(String);

function split(path: string): { parent: string; name: string } {
  const at = path.lastIndexOf('/');
  return { parent: path.slice(0, Math.max(at, 0)), name: path.slice(at + 1) };
}
