import type { Events } from '../../platform/events.ts';
import type { Cron, JobTable } from '../../platform/job-handlers.ts';
import { refreshStaleTrust, refreshTrust } from './trust/service.ts';

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    'me.refreshStaleTrust': unknown;
    'me.decided': Events['moderation.decided'];
    'me.decisionUndone': Events['moderation.decision_undone'];
    'me.appealDecided': Events['moderation.appeal_decided'];
    'me.followed': Events['social.followed'];
  }
}

export const jobs: JobTable = {
  'me.refreshStaleTrust': refreshStaleTrust,
  'me.decided': async (ctx, { ownerId }) => {
    if (ownerId !== null) await refreshTrust(ctx, [ownerId]);
  },
  'me.decisionUndone': async (ctx, { ownerId }) => {
    await refreshTrust(ctx, [ownerId]);
  },
  'me.appealDecided': async (ctx, { memberId }) => {
    await refreshTrust(ctx, [memberId]);
  },
  'me.followed': async (ctx, { followerId, followeeId }) => {
    await refreshTrust(ctx, [followerId, followeeId]);
  },
};
export const crons: Cron[] = [{ at: '*/10 * * * *', job: 'me.refreshStaleTrust' }];
