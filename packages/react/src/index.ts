export { type FieldProblems, useFieldProblems, useProblemText } from './problems.ts';
export { retryAtOf } from './retry-at.ts';
export { useServerNow } from './server-now.ts';
