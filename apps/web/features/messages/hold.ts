/** A press of this length holds; a shorter one is a tap. */
export const HOLD_MS = 300;
/** Sliding this far to the left cancels. */
export const CANCEL_PX = 80;
/** A shorter recording is a mistake. */
const MIN_MS = 700;

/** What happens to a held recording on release. */
export type HoldOutcome = 'sent' | 'cancelled' | 'tooShort';

/** @param slidePx  horizontal distance from the press; negative to the left */
export function holdOutcome(slidePx: number, durationMs: number): HoldOutcome {
  if (slidePx <= -CANCEL_PX) return 'cancelled';
  return durationMs < MIN_MS ? 'tooShort' : 'sent';
}
