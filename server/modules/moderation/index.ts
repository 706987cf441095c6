import './tables.ts';
import { appendToLog } from './log/append.ts';
import { checkLog } from './log/service.ts';

export { cannotDecideOwnDecision } from './appeals/problems.ts';
export { Reason } from './reports/schemas.ts';
export { cannotDecideOwnReport } from './resolution/problems.ts';

/** Public API of moderation: the checked log. */
export const moderation = { appendToLog, checkLog };
