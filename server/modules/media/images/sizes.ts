export interface Size {
  width: number;
  height: number;
}

/** Of pictures of a usual shape: the longer side, in pixels. */
const MAX_LONG_SIDE = { full: 1_600, preview: 400 };
/** Of long ones, as screenshots of whole pages and panoramas: the shorter side, which must stay readable … */
const MAX_SHORT_SIDE = { full: 1_080, preview: 600 };
/** … and pixels in all. */
const MAX_PIXELS = 12_000_000;
/** From here a picture is long: its sides differ more than by this factor. */
const LONG_RATIO = 2;

export const isLong = ({ width, height }: Size): boolean =>
  Math.max(width, height) > LONG_RATIO * Math.min(width, height);

const scaled = ({ width, height }: Size, factor: number): Size => ({
  width: Math.max(1, Math.round(width * factor)),
  height: Math.max(1, Math.round(height * factor)),
});

/**
 * The size that a picture is kept in, never larger than it is. A usual one is bounded by its longer side; a long one by its shorter
 * side and its area, since a bound on the longer side would leave a strip that nobody can read.
 */
export function fullSize(size: Size): Size {
  const longer = Math.max(size.width, size.height);
  const shorter = Math.min(size.width, size.height);
  const usual = MAX_LONG_SIDE.full / longer;
  if (!isLong(size)) return scaled(size, Math.min(1, usual));
  const readable = Math.min(MAX_SHORT_SIDE.full / shorter, Math.sqrt(MAX_PIXELS / (longer * shorter)));
  return scaled(size, Math.min(1, Math.max(usual, readable)));
}

/** The size of the small picture. One of a long picture shows a part of it, in the longest usual shape. */
export function previewSize(size: Size): Size {
  const { width, height } = size;
  if (!isLong(size)) return scaled(size, Math.min(1, MAX_LONG_SIDE.preview / Math.max(width, height)));
  const shorter = Math.min(width, height, MAX_SHORT_SIDE.preview);
  return width > height
    ? { width: shorter * LONG_RATIO, height: shorter }
    : { width: shorter, height: shorter * LONG_RATIO };
}
