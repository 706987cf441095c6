import { ProblemError } from './problem.ts';

/** Whether a retry may help: no response, a server error, or an error that is not a refusal of the API. */
export const isServerFault = (error: unknown): boolean =>
  !(error instanceof ProblemError) || error.status === 0 || error.status >= 500;
