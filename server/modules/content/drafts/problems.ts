import { Problem } from '../../../platform/problem.ts';

export const draftNotFound = () =>
  new Problem(404, 'draft_not_found', 'This draft doesn’t exist, or it was published.');

export const draftChanged = () =>
  new Problem(
    409,
    'draft_changed',
    'This draft was changed on another device since you loaded it. Load it again before you save.',
  );

export const draftTooLarge = () =>
  new Problem(422, 'draft_too_large', 'This is far too long for a post. Shorten it before you save.');

/** @param max  drafts per member */
export const tooManyDrafts = (max: number) =>
  new Problem(422, 'too_many_drafts', `You already have ${max} drafts. Delete one first.`);
