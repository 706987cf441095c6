import { Problem } from '../../../platform/problem.ts';

const inField = (path: string, message: string) => ({ errors: [{ path, message }] });

export const mutedWordEmpty = () =>
  new Problem(422, 'muted_word_empty', 'Write the word to mute.', inField('word', 'Write a word.'));

export const mutedWordTooLong = () =>
  new Problem(
    422,
    'muted_word_too_long',
    'A muted word or phrase holds 60 characters at most.',
    inField('word', 'Too long: 60 characters at most.'),
  );

/** @param most that a member may keep */
export const tooManyMutedWords = (most: number) =>
  new Problem(422, 'too_many_muted_words', `You mute ${most} words already. Take one away first.`);

export const expiryPast = () =>
  new Problem(
    422,
    'expiry_past',
    'Choose a time that is still to come.',
    inField('expiresAt', 'In the past.'),
  );

export const mutedWordNotFound = () =>
  new Problem(404, 'muted_word_not_found', 'You mute no such word, or no longer.');
