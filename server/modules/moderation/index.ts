import './tables.ts';
import { appendToLog } from './log/append.ts';
import { checkLog } from './log/service.ts';
import { defineOwnReports } from './reports/elsewhere.ts';
import { answerBy } from './reports/promise.ts';

export { cannotDecideOwnDecision } from './appeals/problems.ts';
export { Reason } from './reports/schemas.ts';
export { cannotDecideOwnReport } from './resolution/problems.ts';

/** Public API of moderation: the checked log, and what reporters are promised. */
export const moderation = { appendToLog, checkLog, answerBy, defineOwnReports };
