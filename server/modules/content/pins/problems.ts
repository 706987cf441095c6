import { Problem } from '../../../platform/problem.ts';

export const pinNotAllowed = () => new Problem(403, 'not_your_post', 'You can only pin your own posts.');

/** @param max  pinned posts per member */
export const tooManyPins = (max: number) =>
  new Problem(422, 'too_many_pins', `${max} posts are pinned already. Take one down first.`);
