import { Problem } from '../../../platform/problem.ts';

export const jobNotFound = () =>
  new Problem(404, 'job_not_found', 'There is no such job. It may have ended meanwhile.');
export const jobRunning = () =>
  new Problem(409, 'job_running', 'This job is running. Wait until it ends, then look again.');
