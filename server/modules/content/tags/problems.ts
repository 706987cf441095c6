import { Problem } from '../../../platform/problem.ts';

export const notAHashtag = () =>
  new Problem(
    422,
    'not_a_hashtag',
    'A hashtag is letters, digits and underscores, with one letter at least and 50 characters at most.',
    { errors: [{ path: 'tag', message: 'Not a hashtag.' }] },
  );

/** @param max  followed hashtags per member */
export const tooManyHashtags = (max: number) =>
  new Problem(422, 'too_many_hashtags', `You follow ${max} hashtags already. Leave one first.`);
