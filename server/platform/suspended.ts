import pg from 'pg';
import { Problem } from './problem.ts';

/** The SQLSTATE with which `auth.hold_active` refuses a write of whoever may not write (migration 0190). */
const MAY_NOT_WRITE = 'SU403';

export const accountSuspended = (cause?: unknown) =>
  new Problem(
    403,
    'account_suspended',
    'This account is suspended. Write to the people who run this campus.',
    { cause },
  );

/** Turns the refusal of a write by the database into its problem, so that no caller of a query need know of it. */
function asProblem(error: unknown): unknown {
  const isRefused = error instanceof pg.DatabaseError && error.code === MAY_NOT_WRITE;
  return isRefused ? accountSuspended(error) : error;
}

/** Has a connection reject with `accountSuspended` where the database refuses a writer. */
export function refuseSuspendedWriters(client: pg.PoolClient): void {
  const plain = client.query.bind(client) as (...args: unknown[]) => unknown;
  const refusing = (...args: unknown[]) => {
    const answer = plain(...args);
    if (!(answer instanceof Promise)) return answer;
    return answer.catch((error: unknown) => {
      throw asProblem(error);
    });
  };
  client.query = refusing as typeof client.query; // the same dozen forms, passed through
}
