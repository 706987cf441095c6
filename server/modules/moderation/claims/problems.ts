import { Problem } from '../../../platform/problem.ts';

/** @param seconds  until the claim ends by itself */
export const caseClaimed = (seconds: number) =>
  new Problem(
    409,
    'case_claimed',
    'Another moderator is working on this case. Choose another one, or come back in some minutes.',
    { retryAfter: Math.max(1, seconds) },
  );

export const takeOverRequiresAdmin = () =>
  new Problem(403, 'forbidden', 'Only administrators can take over a case from another moderator.');
