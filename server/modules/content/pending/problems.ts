import { Problem } from '../../../platform/problem.ts';

export const pendingPostNotFound = () =>
  new Problem(
    404,
    'held_post_not_found',
    'Nothing of yours waits under this id: it is out already, or was taken back. Delete the post if it should go.',
  );
