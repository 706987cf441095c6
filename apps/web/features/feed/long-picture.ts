import type { Schemas } from '@chitlaq/client';

/** A screenshot of a whole page, a panorama: shown in part in lists, and scrolled where it is looked at large. */
export function isLong({
  kind,
  width,
  height,
}: Pick<Schemas['Media'], 'kind' | 'width' | 'height'>): boolean {
  if (kind !== 'image' || !width || !height) return false;
  return Math.max(width, height) > 2.5 * Math.min(width, height);
}
