/** Wrong attempts until an emailed code is invalid. The link in the same email stays valid: a stranger's guesses lock nobody out. */
export const MAX_WRONG_CODES = 5;
