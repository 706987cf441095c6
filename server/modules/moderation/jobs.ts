import type { Events } from '../../platform/events.ts';
import type { Origin } from '../../platform/http/viewer.ts';
import type { Cron, JobTable } from '../../platform/job-handlers.ts';
import { applyRules } from './automation/acting.ts';
import { rehearse } from './automation/rehearsing.ts';
import { type BatchJob, runBatch } from './batches/running.ts';
import { settleBatch } from './batches/service.ts';
import { undoBatch } from './batches/undoing.ts';
import { scoreReport, scoreReports } from './classifier/scoring.ts';
import { trainClassifier } from './classifier/training.ts';
import { recordRemoval } from './decisions/service.ts';
import { publishHead } from './log/service.ts';
import { recordCopies, recordRefusal, tellPictureAuthors } from './pictures/telling.ts';
import { publishMonths } from './transparency/service.ts';

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    'moderation.recordRemoval': Events['content.removed_by_moderator'];
    'moderation.publishHead': unknown;
    'moderation.publishMonths': unknown;
    'moderation.runBatch': BatchJob;
    'moderation.settleBatch': Events['auth.approval_closed'];
    'moderation.undoBatch': { batchId: string; origin: Origin };
    'moderation.applyRules': Events['content.published'] | Events['content.edited'];
    'moderation.recordRefusal': Events['media.picture_refused'];
    'moderation.recordCopies': Events['media.picture_hidden'];
    'moderation.tellPictureAuthors': { pictureId: string };
    'moderation.rehearse': { rehearsalId: string };
    'moderation.trainClassifier': unknown;
    'moderation.scoreReports': unknown;
    'moderation.scoreReport': { reportId: string };
  }
}

export const jobs: JobTable = {
  'moderation.recordRemoval': recordRemoval,
  'moderation.publishHead': publishHead,
  'moderation.publishMonths': publishMonths,
  'moderation.runBatch': runBatch,
  'moderation.settleBatch': settleBatch,
  'moderation.undoBatch': undoBatch,
  'moderation.applyRules': applyRules,
  'moderation.recordRefusal': recordRefusal,
  'moderation.recordCopies': recordCopies,
  'moderation.tellPictureAuthors': tellPictureAuthors,
  'moderation.rehearse': rehearse,
  'moderation.trainClassifier': trainClassifier,
  'moderation.scoreReports': scoreReports,
  'moderation.scoreReport': scoreReport,
};

export const crons: Cron[] = [
  { at: '5 0 * * *', job: 'moderation.publishHead', atStart: true },
  { at: '15 0 * * *', job: 'moderation.publishMonths', atStart: true },
  { at: '40 2 * * *', job: 'moderation.trainClassifier' },
];
