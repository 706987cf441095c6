/** The client-side check of a new password. The server also refuses guessable ones. */
export const isLongEnough = (password: string): boolean => [...password].length >= 10;
