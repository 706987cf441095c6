export type Box = { left: number; top: number; width: number; height: number };
export type Side = 'top' | 'bottom';

const gap = 6;
const margin = 8;

/**
 * The position of a tooltip, in CSS pixels of the viewport: centred on its anchor, on the preferred side, on the
 * opposite one if there is no room, and never beyond the left or right edge.
 */
export function placeTooltip(
  anchor: Box,
  tooltip: { width: number; height: number },
  viewport: { width: number; height: number },
  preferredSide: Side,
): { left: number; top: number } {
  const above = anchor.top - gap - tooltip.height;
  const below = anchor.top + anchor.height + gap;
  const fitsAbove = above >= margin;
  const fitsBelow = below + tooltip.height <= viewport.height - margin;
  const isAbove = preferredSide === 'top' ? fitsAbove || !fitsBelow : fitsAbove && !fitsBelow;
  const centredLeft = anchor.left + anchor.width / 2 - tooltip.width / 2;
  const rightmost = viewport.width - margin - tooltip.width;
  return { left: Math.max(margin, Math.min(centredLeft, rightmost)), top: isAbove ? above : below };
}
