import { Problem } from '../../../platform/problem.ts';

export const onlyOwnPins = () =>
  new Problem(403, 'not_your_post', 'Only posts of your own are pinned to your profile.');

/** @param most posts that may be pinned at a time */
export const tooManyPins = (most: number) =>
  new Problem(422, 'too_many_pins', `${most} posts are pinned already. Take one down first.`);
