/** Pixels of the file for one of the picture. */
const SCALE = 2;
/** Browsers draw no larger sides. */
const LONGEST_SIDE = 16_000;

/** An SVG document as a PNG file, twice as large as it is drawn. */
export async function pngOf(svg: string): Promise<Blob> {
  const image = new Image();
  // As a data address: some pages forbid pictures from blobs.
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`;
  await image.decode();
  const { naturalWidth, naturalHeight } = image;
  const scale = Math.min(SCALE, LONGEST_SIDE / Math.max(naturalWidth, naturalHeight));
  const canvas = document.createElement('canvas');
  canvas.width = Math.round(naturalWidth * scale);
  canvas.height = Math.round(naturalHeight * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error(`${canvas.width} × ${canvas.height}`))),
      'image/png',
    );
  });
}
