/** The longest delay of `setTimeout`; a longer one would fire at once. Use it as a maximum. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;
