import { Problem } from '../../../platform/problem.ts';

export const notAHashtag = () =>
  new Problem(
    422,
    'not_a_hashtag',
    'A hashtag has letters, digits and underscores, at least one letter and at most 50 characters.',
    { errors: [{ path: 'tag', message: 'Not a hashtag.' }] },
  );

/** @param max  followed hashtags per member */
export const tooManyHashtags = (max: number) =>
  new Problem(422, 'too_many_hashtags', `You follow ${max} hashtags already. Leave one first.`);
