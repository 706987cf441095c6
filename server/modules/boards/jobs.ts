import type { Sweep } from '../../platform/job-handlers.ts';
import { publishDue } from './publishing/service.ts';

export const sweeps: Sweep[] = [{ name: 'boards.publish', everyMs: 5_000, run: publishDue }];
export const jobs = {};
