import { clock, type Schemas } from '@chitlaq/client';

/** Whether something has expired by `now`. */
export const isExpired = (expiresAt: string | null | undefined, now: number): boolean =>
  typeof expiresAt === 'string' && Date.parse(expiresAt) <= now;

/**
 * Whether a message has certainly expired. Uses the earliest possible server time, so that a clock set ahead hides
 * nothing. In doubt the sweeper asks the server and empties the message.
 */
export const hasExpired = ({ expiresAt, deletedAt }: Schemas['Message']): boolean =>
  expiresAt !== null && (deletedAt === expiresAt || isExpired(expiresAt, clock.atLeast()));
