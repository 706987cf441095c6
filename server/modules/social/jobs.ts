import type { JobTable } from '../../platform/job-handlers.ts';
import { acceptAllRequests } from './service.ts';

declare module '../../platform/jobs.ts' {
  interface JobPayloads {
    'social.acceptAllRequests': { userId: string };
  }
}

export const jobs: JobTable = { 'social.acceptAllRequests': acceptAllRequests };
