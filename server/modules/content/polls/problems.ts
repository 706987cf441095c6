import { Problem } from '../../../platform/problem.ts';

const fieldErrors = (path: string, message: string) => ({ errors: [{ path, message }] });

/** @param index  of the option, from 0 */
export const pollOptionEmpty = (index: number) =>
  new Problem(
    422,
    'poll_option_empty',
    'An option says nothing. Fill it in or take it away.',
    fieldErrors(`poll.options.${index}`, 'Write something, or remove this option.'),
  );

export const pollOptionTooLong = (index: number) =>
  new Problem(
    422,
    'poll_option_too_long',
    'An option of a poll holds 50 characters at most.',
    fieldErrors(`poll.options.${index}`, 'Too long: 50 characters at most.'),
  );

export const pollOptionRepeated = (index: number) =>
  new Problem(
    422,
    'poll_option_repeated',
    'Two options of the poll say the same.',
    fieldErrors(`poll.options.${index}`, 'Another option says the same.'),
  );

export const pollNotFound = () => new Problem(404, 'poll_not_found', 'This post holds no poll.');

export const pollClosed = () => new Problem(422, 'poll_closed', 'This poll is closed.');

export const ownPoll = () =>
  new Problem(422, 'own_poll', 'The author of a poll sees its results and does not vote.');

export const alreadyVoted = () =>
  new Problem(409, 'already_voted', 'You have voted in this poll, and a vote stays as it is.');

export const oneChoiceOnly = () =>
  new Problem(
    422,
    'one_choice_only',
    'Choose one option of this poll.',
    fieldErrors('choices', 'One option only.'),
  );

export const noSuchOption = () =>
  new Problem(
    422,
    'no_such_option',
    'Choose among the options of this poll, each once.',
    fieldErrors('choices', 'Not an option of this poll, or named twice.'),
  );
