export type Box = { left: number; top: number; width: number; height: number };
export type Side = 'top' | 'bottom';

const gap = 6;
const margin = 8;

/**
 * Where a tooltip goes, in CSS pixels of the viewport: centred on its anchor, on the wanted side, on the other one
 * where there is no room, and never over the window's left or right edge.
 */
export function placeTooltip(
  anchor: Box,
  tip: { width: number; height: number },
  viewport: { width: number; height: number },
  wanted: Side,
): { left: number; top: number } {
  const above = anchor.top - gap - tip.height;
  const below = anchor.top + anchor.height + gap;
  const fitsAbove = above >= margin;
  const fitsBelow = below + tip.height <= viewport.height - margin;
  const goesAbove = wanted === 'top' ? fitsAbove || !fitsBelow : fitsAbove && !fitsBelow;
  const centred = anchor.left + anchor.width / 2 - tip.width / 2;
  const rightmost = viewport.width - margin - tip.width;
  return { left: Math.max(margin, Math.min(centred, rightmost)), top: goesAbove ? above : below };
}
