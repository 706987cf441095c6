import type { Events } from '../../platform/events.ts';
import type { Cron, JobTable, Sweep } from '../../platform/job-handlers.ts';
import { erase } from './erasure/service.ts';
import { tellOfKey } from './holders/service.ts';
import { emailOpened } from './openings/email.ts';
import { endOpenings } from './openings/service.ts';
import { publishDue } from './publishing/service.ts';

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    'boards.tellOfKey': { holderId: string };
    'boards.erase': Record<string, never>;
    'boards.emailOpened': Events['boards.pseudonym_opened'];
  }
}

export const sweeps: Sweep[] = [
  { name: 'boards.publish', everyMs: 5_000, run: publishDue },
  { name: 'boards.endOpenings', everyMs: 60_000, run: endOpenings },
];
export const jobs: JobTable = {
  'boards.tellOfKey': tellOfKey,
  'boards.erase': erase,
  'boards.emailOpened': emailOpened,
};
export const crons: Cron[] = [{ at: '20 2 * * *', job: 'boards.erase' }];
