import type { Context } from '../../platform/context.ts';
import type { Cron, JobTable } from '../../platform/job-handlers.ts';
import { restoreDue } from './administration/suspending.ts';
import { dropStaleRegistrations } from './joining/service.ts';
import { rotateKeys } from './keys/service.ts';
import { sendLetter } from './letters/send.ts';
import { deleteExpired } from './sign-in/queries.ts';

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    'auth.rotateKeys': unknown;
    'auth.cleanUp': unknown;
    'auth.restoreDue': unknown;
  }
}

async function cleanUp(ctx: Context): Promise<void> {
  await deleteExpired(ctx.db, ctx.clock());
  await dropStaleRegistrations(ctx);
}

export const jobs: JobTable = {
  'auth.sendLetter': sendLetter,
  'auth.rotateKeys': rotateKeys,
  'auth.cleanUp': cleanUp,
  'auth.restoreDue': restoreDue,
};

export const crons: Cron[] = [
  { at: '7 * * * *', job: 'auth.rotateKeys' },
  { at: '23 * * * *', job: 'auth.cleanUp' },
  { at: '*/5 * * * *', job: 'auth.restoreDue' },
];
