const DAY_MS = 86_400_000;

/** How long an invitation of a member is valid. */
export const INVITATION_MS = 14 * DAY_MS;
/** Most uses of one invitation of a member. */
export const MAX_USES = 5;
/** People a member can invite within `LIMIT_MS`, by their level of trust. */
export const MAX_INVITED: readonly number[] = [0, 0, 5, 15];
export const LIMIT_MS = 30 * DAY_MS;

/** A member of whose invited people so many are suspended loses the right to invite … */
export const MAX_SUSPENDED = 2;
/** … as long as they joined within this time. */
export const COUNTED_MS = 180 * DAY_MS;

/** How long an address that staff invited can be used. */
export const STAFF_INVITATION_MS = 30 * DAY_MS;
/** An address gets no second email within this time. */
export const RESEND_MS = 60_000;
/** Most addresses of one batch. */
export const MAX_ADDRESSES = 500;

/** How many of a list joined is shown in steps of so many, and never about fewer people than that who joined, or did not. */
const STEP = 5;

/** @returns null if it is about too few */
export function shownUses(used: number, invited: number): number | null {
  const shown = Math.floor(Math.min(used, invited - STEP) / STEP) * STEP;
  return shown < STEP ? null : shown;
}
