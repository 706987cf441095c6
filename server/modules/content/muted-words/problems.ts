import { Problem } from '../../../platform/problem.ts';

const fieldErrors = (path: string, message: string) => ({ errors: [{ path, message }] });

export const mutedWordEmpty = () =>
  new Problem(422, 'muted_word_empty', 'Write the word to mute.', fieldErrors('word', 'Write a word.'));

export const mutedWordTooLong = () =>
  new Problem(
    422,
    'muted_word_too_long',
    'A muted word or phrase can have up to 60 characters.',
    fieldErrors('word', 'Too long: 60 characters at most.'),
  );

/** @param max  muted words per member */
export const tooManyMutedWords = (max: number) =>
  new Problem(422, 'too_many_muted_words', `You mute ${max} words already. Remove one first.`);

export const expiryPast = () =>
  new Problem(
    422,
    'expiry_in_past',
    'Choose a time in the future.',
    fieldErrors('expiresAt', 'In the past.'),
  );

export const mutedWordNotFound = () =>
  new Problem(404, 'muted_word_not_found', 'You haven’t muted this word, or no longer do.');
