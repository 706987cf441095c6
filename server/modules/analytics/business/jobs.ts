import type { JobTable } from '../../../platform/job-handlers.ts';
import { type Measurement, measurement } from '../../../platform/measurements/types.ts';
import { countCampus } from './queries.ts';

/** What happens on the campus, as metrics. Of the whole campus only: nothing here is about a group. */
const campus = measurement({
  name: 'campus',
  everySeconds: 300,
  metrics: {
    campus_members: { help: 'Members by status: active or suspended', labels: ['status'] },
    campus_pending_registrations: { help: 'Registrations that wait for the mailbox to be verified' },
    campus_registrations_last_day: { help: 'Members who joined in the last 24 hours' },
    campus_active_members: {
      help: 'Members with a session seen within a window: 5m, 1d, 7d or 30d',
      labels: ['window'],
    },
    campus_posts_last_day: { help: 'Posts of the last 24 hours, with replies' },
    campus_messages: { help: 'Messages ever sent in conversations that exist' },
    campus_open_reports: { help: 'Reports that wait for a decision' },
    campus_oldest_report_seconds: { help: 'How long the oldest open report has been waiting; 0 if none' },
  },
  async measure({ db, clock }) {
    const found = await countCampus(db, clock());
    return {
      campus_members: [
        { labels: { status: 'active' }, value: found.members_active },
        { labels: { status: 'suspended' }, value: found.members_suspended },
      ],
      campus_pending_registrations: found.registrations_pending,
      campus_registrations_last_day: found.registered_1d,
      campus_active_members: [
        { labels: { window: '5m' }, value: found.seen_5m },
        { labels: { window: '1d' }, value: found.seen_1d },
        { labels: { window: '7d' }, value: found.seen_7d },
        { labels: { window: '30d' }, value: found.seen_30d },
      ],
      campus_posts_last_day: found.posts_1d,
      campus_messages: found.messages,
      campus_open_reports: found.reports_open,
      campus_oldest_report_seconds: found.oldest_report_seconds,
    };
  },
});

export const jobs: JobTable = {};
export const measurements: Measurement[] = [campus];
