/** What this device keeps of boards, by member: the secret, drafts, waiting posts and hidden names. */
export const BOARD_STORAGE_PREFIX = 'cl_board_';

/** At sign-out: whoever uses the device next must not see where its member wrote. @param prefix  of what is to go */
export function clearBoardData(prefix = BOARD_STORAGE_PREFIX): void {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix)) localStorage.removeItem(key);
  } catch {
    // nothing is stored
  }
}
