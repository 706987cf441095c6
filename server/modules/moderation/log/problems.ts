import { Problem } from '../../../platform/problem.ts';

export const receiptNotFound = () => new Problem(404, 'receipt_not_found', 'There is no such receipt.');
