import { Problem } from '../../../platform/problem.ts';

export const draftNotFound = () =>
  new Problem(404, 'draft_not_found', 'You have no such draft, or it has been published.');

export const draftChanged = () =>
  new Problem(
    409,
    'draft_changed',
    'The draft has been changed on another device since you read it. Read it again before you save.',
  );

export const draftTooLarge = () =>
  new Problem(422, 'draft_too_large', 'This is far more than a post holds. Shorten it before you save.');

/** @param max  drafts per member */
export const tooManyDrafts = (max: number) =>
  new Problem(422, 'too_many_drafts', `You keep ${max} drafts already. Delete one first.`);
