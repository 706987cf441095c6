import { Counter } from 'prom-client';

/** Attempts to send emails by what became of them; `auth/deliverability` counts them. A failed one is made again by its job. */
export const emails = new Counter({
  name: 'emails_total',
  help: 'Emails by outcome: sent, refused for good by the mail server, or failed',
  labelNames: ['outcome'],
  registers: [],
});
for (const outcome of ['sent', 'refused', 'failed']) emails.inc({ outcome }, 0);
