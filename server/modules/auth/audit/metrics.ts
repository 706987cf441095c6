import { Counter } from 'prom-client';
import { moduleMetrics } from '../../../platform/metrics.ts';

/** Entries of the audit log that were committed: what the operator's alerts on security read. */
export const auditEvents = new Counter({
  name: 'audit_events_total',
  help: 'Entries of the audit log, by event: sign-ins, failed ones, reused refresh tokens, acts of staff',
  labelNames: ['event'],
  registers: [moduleMetrics],
});
// A rate is known only from the second value on, and the first of these would matter.
for (const event of ['signed_in', 'sign_in_failed', 'refresh_reused', 'role_granted'])
  auditEvents.inc({ event }, 0);
