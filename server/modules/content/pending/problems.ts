import { Problem } from '../../../platform/problem.ts';

export const pendingPostNotFound = () =>
  new Problem(
    404,
    'pending_post_not_found',
    'You have no pending post with this id: it’s already published, or you’ve undone it. If it’s published, you can delete it.',
  );
