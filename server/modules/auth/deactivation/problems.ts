import { Problem } from '../../../platform/problem.ts';

export const notDeactivated = () => new Problem(409, 'not_deactivated', 'This account isn’t deactivated.');
