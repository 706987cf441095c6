export const EMOJI_STORAGE_KEY = 'cl_emoji';

/** At sign-out: the next member of this device must not see them. */
export function clearStoredEmoji(): void {
  try {
    localStorage.removeItem(EMOJI_STORAGE_KEY);
  } catch {
    // nothing is stored
  }
}
