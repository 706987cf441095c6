import { ProblemError, serverNow } from '@chitlaq/client';

/** When a retry is possible after an error, in milliseconds; for `RetryCountdown`. Undefined if the error does not say. */
export const retryAtOf = (error: unknown): number | undefined =>
  error instanceof ProblemError && error.retryAfter ? serverNow() + error.retryAfter * 1_000 : undefined;
