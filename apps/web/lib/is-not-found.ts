import { ProblemError } from '@chitlaq/client';

/** Whether the server answered that there is nothing, or nothing that the viewer may see. Asking again changes nothing. */
export const isNotFound = (error: unknown): boolean => error instanceof ProblemError && error.status === 404;
