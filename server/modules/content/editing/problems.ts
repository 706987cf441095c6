import { Problem } from '../../../platform/problem.ts';

export const editNotAllowed = () => new Problem(403, 'not_your_post', 'Only the author can edit a post.');

export const postChanged = () =>
  new Problem(
    409,
    'post_changed',
    'This post was changed elsewhere since you loaded it. Load it again, then edit it.',
  );

export const tooManyVersions = () =>
  new Problem(422, 'too_many_versions', 'This post has reached the limit of 50 edits. Write a new one.');

export const visibilityOnlyNarrows = () =>
  new Problem(
    422,
    'visibility_only_narrows',
    'You can narrow a post’s audience but not widen it. Publish it again for a wider audience.',
    { errors: [{ path: 'visibility', message: 'Wider than the current audience.' }] },
  );
