import type { Cron, JobTable } from '../../../platform/job-handlers.ts';
import { deleteExpiredPages } from './pages.ts';
import { type PostPreviewJob, previewLink } from './service.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    'content.previewLink': PostPreviewJob;
    'content.cleanUpLinkedPages': unknown;
  }
}

export const jobs: JobTable = {
  'content.previewLink': previewLink,
  'content.cleanUpLinkedPages': deleteExpiredPages,
};

export const sheds = { previews: ['content.previewLink'] } as const;
export const crons: Cron[] = [{ at: '17 * * * *', job: 'content.cleanUpLinkedPages' }];
