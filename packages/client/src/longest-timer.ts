/** A timer of more milliseconds than this runs at once: what is to wait longer waits so long. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;
