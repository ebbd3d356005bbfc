import { zipSync } from 'fflate';

const END = 0x06054b50;
const CENTRAL = 0x02014b50;

/** Where the list of a ZIP archive's files begins and ends, and how many there are. */
function listOf(zip) {
  let end = zip.length - 22;
  while (end >= 0 && zip.readUInt32LE(end) !== END) end--;
  if (end < 0) throw new Error('This is no ZIP archive.');
  return { count: zip.readUInt16LE(end + 10), start: zip.readUInt32LE(end + 16), end };
}

/** The archive with more files; what it holds stays as it is, with its permissions. */
export function addToZip(archive, files) {
  const more = Buffer.from(zipSync(files));
  const [old, fresh] = [listOf(archive), listOf(more)];
  const list = Buffer.from(more.subarray(fresh.start, fresh.end));
  for (let at = 0; at < list.length && list.readUInt32LE(at) === CENTRAL; ) {
    list.writeUInt32LE(list.readUInt32LE(at + 42) + old.start, at + 42);
    at += 46 + list.readUInt16LE(at + 28) + list.readUInt16LE(at + 30) + list.readUInt16LE(at + 32);
  }
  const lists = Buffer.concat([archive.subarray(old.start, old.end), list]);
  const end = Buffer.from(more.subarray(fresh.end));
  for (const at of [8, 10]) end.writeUInt16LE(old.count + fresh.count, at);
  end.writeUInt32LE(lists.length, 12);
  end.writeUInt32LE(old.start + fresh.start, 16);
  return Buffer.concat([archive.subarray(0, old.start), more.subarray(0, fresh.start), lists, end]);
}
