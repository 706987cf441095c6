/** What can be said of a new password before the server looks at it: the server also knows the guessable ones. */
export const isLongEnough = (password: string): boolean => [...password].length >= 10;
