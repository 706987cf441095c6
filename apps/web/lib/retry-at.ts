import { ProblemError, serverNow } from '@chitlaq/client';

/** When another try makes sense after a refusal, in milliseconds; for `TryAgain`. Undefined where it does not say. */
export const retryAtOf = (error: unknown): number | undefined =>
  error instanceof ProblemError && error.retryAfter ? serverNow() + error.retryAfter * 1_000 : undefined;
