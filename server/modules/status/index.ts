import './tables.ts';
import { recordDrill, startHeartbeat } from './service.ts';

export type { DrillResult } from './service.ts';

/** Public API of status, for hosts and commands. What a drill needs is in `drill/`, which only the drill loads. */
export const status = { startHeartbeat, recordDrill };
