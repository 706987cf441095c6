import pg from 'pg';
import { Problem } from './problem.ts';

/** The SQLSTATE with which `auth.lock_active_account` refuses a write of a suspended member. */
const SUSPENDED_SQLSTATE = 'SU403';

/** The SQLSTATE with which `auth.lock_unmuted_account` refuses a write of a muted member. */
const MUTED_SQLSTATE = 'MU403';

export const accountSuspended = (cause?: unknown) =>
  new Problem(403, 'account_suspended', 'This account is suspended. Contact your campus administrators.', {
    cause,
  });

export const accountMuted = (cause?: unknown) =>
  new Problem(
    403,
    'account_muted',
    'Moderators have muted you for some time: you can read, but not write. Your decisions say why and until when.',
    { cause },
  );

/** Maps the database's refusal to its problem, so that callers of queries need not know of it. */
function asProblem(error: unknown): unknown {
  if (!(error instanceof pg.DatabaseError)) return error;
  if (error.code === SUSPENDED_SQLSTATE) return accountSuspended(error);
  return error.code === MUTED_SQLSTATE ? accountMuted(error) : error;
}

/** Makes a connection reject with `accountSuspended` when the database refuses a suspended writer. */
export function refuseSuspendedWriters(client: pg.PoolClient): void {
  const originalQuery = client.query.bind(client) as (...args: unknown[]) => unknown;
  const refusingQuery = (...args: unknown[]) => {
    const result = originalQuery(...args);
    if (!(result instanceof Promise)) return result;
    return result.catch((error: unknown) => {
      throw asProblem(error);
    });
  };
  client.query = refusingQuery as typeof client.query; // overloads: the same dozen call forms are passed through
}
