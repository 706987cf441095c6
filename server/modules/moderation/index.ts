import './tables.ts';
import { checkLog } from './log/service.ts';

export const moderation = { checkLog };
