/** What this device keeps of boards, by member: the secret, drafts, waiting posts and hidden names. */
export const BOARD_STORAGE_PREFIX = 'cl_board_';

/** At sign-out: whoever uses the device next must not see where its member wrote. */
export function clearBoardData(): void {
  try {
    for (const key of Object.keys(localStorage))
      if (key.startsWith(BOARD_STORAGE_PREFIX)) localStorage.removeItem(key);
  } catch {
    // nothing is stored
  }
}
