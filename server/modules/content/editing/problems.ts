import { Problem } from '../../../platform/problem.ts';

export const editNotAllowed = () => new Problem(403, 'not_your_post', 'Only its author may change a post.');

export const postChanged = () =>
  new Problem(
    409,
    'post_changed',
    'The post has been changed elsewhere since you read it. Read it again, then change it.',
  );

export const tooManyVersions = () =>
  new Problem(
    422,
    'too_many_versions',
    'This post has been edited 50 times, and that is the limit. Write a new one.',
  );

export const visibilityOnlyNarrows = () =>
  new Problem(
    422,
    'visibility_only_narrows',
    'A post can be shown to fewer people than before, never to more. Publish it again for a wider audience.',
    { errors: [{ path: 'visibility', message: 'Wider than the post is now.' }] },
  );
