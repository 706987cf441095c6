import { parseUrl } from '@chitlaq/text/parse-url';
import type { Context } from '../../../../platform/context.ts';
import type { MailStatus } from '../schemas.ts';
import { checkSender } from './check.ts';
import { findSenderCheck, noteSenderRequest, saveSenderCheck } from './queries.ts';
import { openRecords } from './resolver.ts';

declare module '../../../../platform/jobs.ts' {
  interface JobPayloads {
    /** Daily, and when somebody asks: only workers reach servers outside. */
    'auth.checkSender': unknown;
  }
}

/** Presses within this time are one check. */
const PAUSE_MS = 10_000;

/** The address of a sender such as ChitLaq <no-reply@campus.example.edu>. */
export const addressOf = (sender: string): string => /<([^>]+)>/.exec(sender)?.[1] ?? sender;

export async function requestSenderCheck(ctx: Context): Promise<void> {
  const now = ctx.clock();
  await ctx.transaction(async (tx) => {
    if (!(await noteSenderRequest(tx.db, now, new Date(now.getTime() - PAUSE_MS)))) return;
    await tx.jobs.add('auth.checkSender', {}, { key: 'auth.checkSender' });
  });
}

export async function lastSenderCheck(ctx: Context): Promise<MailStatus['senderCheck']> {
  const row = await findSenderCheck(ctx.db);
  return {
    requestedAt: row?.requestedAt?.toISOString() ?? null,
    checkedAt: row?.checkedAt?.toISOString() ?? null,
    lines: row?.lines ?? [],
  };
}

/** Job: looks at the DNS records of the sender. */
export async function checkSenderRecords(ctx: Context): Promise<void> {
  const { mailFrom, mailDkimSelector, mailSendingHost, mailDnsServers, smtpUrl } = ctx.config;
  const address = addressOf(mailFrom);
  const server = parseUrl(smtpUrl ?? '')?.hostname ?? '';
  const lines = await checkSender(openRecords(mailDnsServers), {
    domain: address.slice(address.lastIndexOf('@') + 1).toLowerCase(),
    dkimSelector: mailDkimSelector,
    host: mailSendingHost,
    server: /\.[a-z-]+$/i.test(server) ? server : undefined,
  });
  await saveSenderCheck(ctx.db, lines, ctx.clock());
}
