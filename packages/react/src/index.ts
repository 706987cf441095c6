export { type FieldProblems, useFieldProblems, useProblemText } from './problems.ts';
export { recentAsNow } from './recent-as-now.ts';
export { retryAtOf } from './retry-at.ts';
export { useServerNow } from './server-now.ts';
