import './tables.ts';
import { recordBackup, recordDrill, startHeartbeat } from './service.ts';

export type { BackupResult, DrillResult } from './service.ts';

/** Public API of status, for hosts and commands. What a drill needs is in `drill/`, which only the drill loads. */
export const status = { startHeartbeat, recordBackup, recordDrill };
