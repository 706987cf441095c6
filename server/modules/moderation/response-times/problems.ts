import { Problem } from '../../../platform/problem.ts';

export const responseTimeTooLong = (max: number) =>
  new Problem(
    422,
    'response_time_too_long',
    `For this reason, promise an answer within ${max} hours at most.`,
    {
      errors: [{ path: 'hours', message: `Use ${max} at most.` }],
    },
  );
