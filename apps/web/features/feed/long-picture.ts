import type { Schemas } from '@chitlaq/client';

/**
 * Whether a picture is very long or wide, such as a screenshot of a whole page or a panorama. Lists crop it; the
 * viewer starts at its end, enlarged.
 */
export function isLong({
  kind,
  width,
  height,
}: Pick<Schemas['Media'], 'kind' | 'width' | 'height'>): boolean {
  if (kind !== 'image' || !width || !height) return false;
  return Math.max(width, height) > 2.5 * Math.min(width, height);
}
