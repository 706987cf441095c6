/** A rectangle of the viewport, in CSS pixels. */
export type Rect = { left: number; top: number; right: number; bottom: number };

/** What toasts never cover: bars at the bottom, composers and dialogs. */
export const UNCOVERED = '[data-uncovered], [role="dialog"], [role="alertdialog"]';

const GAP = 16;
/** Of a toast with two lines. */
const HEIGHT = 96;
/** From 600 px on; below, a toast is as wide as the screen. */
const WIDTH = 356;
/** The height of a page's header. */
const HEADER = 64;

/**
 * How far above the bottom of the viewport toasts are: as low as they cover none of the parts. If there is no such place
 * below the header, they are right below it, because what one presses is at the bottom of tall parts.
 */
export function toastBottom(viewport: { width: number; height: number }, parts: readonly Rect[]): number {
  const halfWidth = viewport.width < 600 ? viewport.width / 2 : WIDTH / 2 + GAP;
  const isInTheWay = ({ left, top, right, bottom }: Rect) =>
    right > left &&
    bottom > top &&
    left < viewport.width / 2 + halfWidth &&
    right > viewport.width / 2 - halfWidth &&
    // What fills the screen leaves no place at all.
    (top > 0 || bottom < viewport.height);
  const obstacles = parts.filter(isInTheWay);
  let lowest = viewport.height - GAP;
  for (;;) {
    const covered = obstacles.find(({ top, bottom }) => top < lowest && bottom > lowest - HEIGHT);
    if (!covered) return viewport.height - lowest;
    lowest = covered.top - GAP;
    if (lowest - HEIGHT < HEADER) return viewport.height - HEADER - HEIGHT;
  }
}
