import { Counter } from 'prom-client';

/** Emails by what became of them. A failed one is sent again by its job. */
export const emails = new Counter({
  name: 'emails_total',
  help: 'Emails by outcome: sent, refused for good by the mail server, or failed',
  labelNames: ['outcome'],
  registers: [],
});
for (const outcome of ['sent', 'refused', 'failed']) emails.inc({ outcome }, 0);
