import type { Point, Size } from '../view-transform.ts';

/** The server stores at most this many pixels of the longer side. */
const MAX_SIDE = 1_600;
const QUALITY = 0.92;

/** The size of the cropped picture: that of the part, or smaller, never larger. */
export function outputSize({ width, height }: Size): Size {
  const factor = Math.min(1, MAX_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * factor)), height: Math.max(1, Math.round(height * factor)) };
}

/** The name of the cropped file: that of the original, with the extension of its new type. */
export function croppedName(original: string, type: string): string {
  const stem = original.replace(/\.[^.]*$/, '') || 'picture';
  return `${stem}.${type === 'image/webp' ? 'webp' : 'jpg'}`;
}

/**
 * Cuts a part out of a picture, after its EXIF orientation was applied.
 * @param findPart  the part, for the size of the decoded picture
 * @returns WebP, or JPEG where the browser cannot write WebP
 * @throws if the browser cannot decode the picture
 */
export async function cropPicture(file: File, findPart: (picture: Size) => Point & Size): Promise<File> {
  const bitmap = await createImageBitmap(file, { imageOrientation: 'from-image' });
  try {
    const part = findPart(bitmap);
    const canvas = document.createElement('canvas');
    Object.assign(canvas, outputSize(part));
    const context = canvas.getContext('2d');
    if (!context) throw new Error('This browser cannot draw.');
    const draw = () =>
      context.drawImage(bitmap, part.x, part.y, part.width, part.height, 0, 0, canvas.width, canvas.height);
    draw();
    let blob = await toBlob(canvas, 'image/webp');
    if (blob.type !== 'image/webp') {
      // JPEG has no transparency, and would show it black.
      context.fillStyle = 'white';
      context.fillRect(0, 0, canvas.width, canvas.height);
      draw();
      blob = await toBlob(canvas, 'image/jpeg');
    }
    return new File([blob], croppedName(file.name, blob.type), { type: blob.type });
  } finally {
    bitmap.close();
  }
}

const toBlob = (canvas: HTMLCanvasElement, type: string) =>
  new Promise<Blob>((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The picture is empty.'))),
      type,
      QUALITY,
    );
  });
