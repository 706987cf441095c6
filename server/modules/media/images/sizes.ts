export interface Size {
  width: number;
  height: number;
}

/** Of pictures with a usual shape: the longer side, in pixels. */
const MAX_LONG_SIDE = { full: 1_600, preview: 400 };
/** Of long ones, such as screenshots of whole pages and panoramas: the shorter side, which must stay readable … */
const MAX_SHORT_SIDE = { full: 1_080, preview: 600 };
/** … and pixels in total. */
const MAX_PIXELS = 12_000_000;
/** A picture is long if its sides differ by more than this factor. */
const LONG_RATIO = 2;

/** Whether a picture is much longer than wide, or the reverse, so that scaling it to fit would make it unreadable. */
export const isLong = ({ width, height }: Size): boolean =>
  Math.max(width, height) > LONG_RATIO * Math.min(width, height);

const scaled = ({ width, height }: Size, factor: number): Size => ({
  width: Math.max(1, Math.round(width * factor)),
  height: Math.max(1, Math.round(height * factor)),
});

/**
 * The stored size of a picture, never larger than the original. A usual one is limited by its longer side. A long one is limited
 * by its shorter side and its area: a limit on the longer side would leave an unreadable strip.
 */
export function fullSize(size: Size): Size {
  const longer = Math.max(size.width, size.height);
  const shorter = Math.min(size.width, size.height);
  const usual = MAX_LONG_SIDE.full / longer;
  if (!isLong(size)) return scaled(size, Math.min(1, usual));
  const readable = Math.min(MAX_SHORT_SIDE.full / shorter, Math.sqrt(MAX_PIXELS / (longer * shorter)));
  return scaled(size, Math.min(1, Math.max(usual, readable)));
}

/** The size of the preview. That of a long picture shows a part of it, in the longest usual shape. */
export function previewSize(size: Size): Size {
  const { width, height } = size;
  if (!isLong(size)) return scaled(size, Math.min(1, MAX_LONG_SIDE.preview / Math.max(width, height)));
  const shorter = Math.min(width, height, MAX_SHORT_SIDE.preview);
  return width > height
    ? { width: shorter * LONG_RATIO, height: shorter }
    : { width: shorter, height: shorter * LONG_RATIO };
}
