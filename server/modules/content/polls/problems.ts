import { Problem } from '../../../platform/problem.ts';

const fieldErrors = (path: string, message: string) => ({ errors: [{ path, message }] });

/** @param index  of the option, from 0 */
export const pollOptionEmpty = (index: number) =>
  new Problem(
    422,
    'poll_option_empty',
    'An option is empty. Fill it in or remove it.',
    fieldErrors(`poll.options.${index}`, 'Write something, or remove this option.'),
  );

export const pollOptionTooLong = (index: number) =>
  new Problem(
    422,
    'poll_option_too_long',
    'A poll option can have up to 50 characters.',
    fieldErrors(`poll.options.${index}`, 'Too long: 50 characters at most.'),
  );

export const pollOptionRepeated = (index: number) =>
  new Problem(
    422,
    'poll_option_repeated',
    'Two options of the poll say the same.',
    fieldErrors(`poll.options.${index}`, 'Another option says the same.'),
  );

export const pollNotFound = () => new Problem(404, 'poll_not_found', 'This post has no poll.');

export const pollClosed = () => new Problem(422, 'poll_closed', 'This poll is closed.');

export const ownPoll = () => new Problem(422, 'own_poll', 'You can’t vote in your own poll.');

export const alreadyVoted = () =>
  new Problem(409, 'already_voted', 'You’ve already voted in this poll. Votes can’t be changed.');

export const oneChoiceOnly = () =>
  new Problem(
    422,
    'single_choice_poll',
    'Choose one option of this poll.',
    fieldErrors('choices', 'One option only.'),
  );

export const noSuchOption = () =>
  new Problem(
    422,
    'unknown_poll_option',
    'Choose among the options of this poll, each once.',
    fieldErrors('choices', 'Not an option of this poll, or named twice.'),
  );
