import type { Schemas } from '@chitlaq/client';

type Shape = Pick<Schemas['Media'], 'width' | 'height'>;

/** The narrowest single picture is that of a phone held upright, the widest a panorama. */
const MIN_SINGLE = 9 / 16;
const MAX_SINGLE = 2.4;
const MIN_SHARED = 3 / 4;
const MAX_SHARED = 4 / 3;
/** A single upright picture is made narrower, so that it is not higher than this. */
const MAX_HEIGHT_REM = 34;

const clamp = (value: number, min: number, max: number) => Math.min(max, Math.max(min, value));

/**
 * Width by height of the cells in a post's grid. A single picture keeps its own shape within limits. Several share one,
 * the middle of theirs.
 */
export function cellAspect(media: readonly Shape[]): number {
  const aspects = media.flatMap(({ width, height }) => (width && height ? [width / height] : []));
  if (aspects.length === 0) return media.length === 1 ? 16 / 9 : MAX_SHARED;
  const middle = Math.exp(aspects.reduce((sum, aspect) => sum + Math.log(aspect), 0) / aspects.length);
  return media.length === 1 ? clamp(middle, MIN_SINGLE, MAX_SINGLE) : clamp(middle, MIN_SHARED, MAX_SHARED);
}

/** The largest width of the grid, as a CSS length; undefined for the full width. */
export const gridMaxWidth = (media: readonly Shape[]): string | undefined =>
  media.length === 1 && cellAspect(media) < 1
    ? `${(MAX_HEIGHT_REM * cellAspect(media)).toFixed(2)}rem`
    : undefined;
