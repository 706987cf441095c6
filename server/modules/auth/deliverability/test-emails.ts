import { isolate } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { Problem } from '../../../platform/problem.ts';
import { audit } from '../audit/index.ts';
import { emailBrand } from '../emails/brand.ts';
import { consumeBudget } from '../emails/budget.ts';
import { type EmailContent, type Locale, renderEmail } from '../emails/layout.ts';
import { findEmailAddress, findMailbox } from '../emails/queries.ts';
import { emailNotVerified } from '../problems.ts';
import { maskedAnswer } from './answers.ts';
import { attemptDelivery } from './deliver.ts';
import { findTestEmail, finishTestEmail, startTestEmail } from './queries.ts';
import type { MailStatus } from './schemas.ts';

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    /** The time tells which request it answers. */
    'auth.sendTestEmail': { userId: string; requestedAt: string };
  }
}

const tooManyTestEmails = () =>
  new Problem(429, 'too_many_test_emails', 'You sent five test emails within an hour. Wait a while.', {
    retryAfter: 3_600,
  });

/**
 * Sends the viewer an email, by a job as all others: what the server answers is what a member’s email would get.
 * @throws Problem 403 `email_not_verified`; 429 `too_many_test_emails`
 */
export async function requestTestEmail(ctx: Context, viewer: Viewer, origin: Origin): Promise<void> {
  const now = ctx.clock();
  await ctx.transaction(async (tx) => {
    const recipient = await findEmailAddress(tx.db, viewer.id, ['active']);
    const mailbox = await findMailbox(tx.db, viewer.id);
    if (recipient === undefined || mailbox === undefined) throw emailNotVerified();
    if (!(await consumeBudget(tx, 'test', mailbox))) throw tooManyTestEmails();
    await startTestEmail(tx.db, viewer.id, now);
    await tx.jobs.add(
      'auth.sendTestEmail',
      { userId: viewer.id, requestedAt: now.toISOString() },
      { maxAttempts: 1 },
    );
    await audit(tx, {
      event: 'test_email_sent',
      actorId: viewer.id,
      permission: 'mail.test',
      sessionId: viewer.sessionId,
      origin,
    });
  });
}

/** Job: sends the email and keeps the answer. It is not tried again: the answer is the result. */
export async function sendTestEmail(
  ctx: Context,
  { userId, requestedAt }: { userId: string; requestedAt: string },
): Promise<void> {
  const recipient = await findEmailAddress(ctx.db, userId, ['active']);
  if (recipient === undefined) return;
  const { locale, brand } = await emailBrand(ctx, recipient.locale);
  const content = testEmail(locale, brand.name, `${ctx.config.publicUrl}/admin/mail`);
  const started = performance.now();
  const { outcome, answer, accepted } = await attemptDelivery(ctx, 'test', {
    to: recipient.email,
    ...renderEmail(locale, content, brand),
  });
  const result = {
    outcome,
    reason: answer?.reason ?? null,
    answer: answer?.text ?? maskedAnswer(accepted, recipient.email),
    tookMs: Math.round(performance.now() - started),
  };
  await finishTestEmail(ctx.db, userId, new Date(requestedAt), result, ctx.clock());
}

export async function lastTestEmail(ctx: Context, userId: string): Promise<MailStatus['testEmail']> {
  const row = await findTestEmail(ctx.db, userId);
  return row === undefined ? null : { ...row, requestedAt: row.requestedAt.toISOString() };
}

const testEmail = (locale: Locale, campus: string, url: string): EmailContent =>
  locale === 'tr'
    ? {
        subject: `${campus}: deneme e-postası`,
        greeting: 'Merhaba,',
        paragraphs: [
          `Bu e-postayı ${isolate(campus)} yönetim sayfasından kendine gönderdin. Okuyorsan posta sunucusu e-postaları alıyor ve iletiyor.`,
          'İstenmeyenler klasöründe bulduysan gönderenin SPF, DKIM ve DMARC kayıtlarına bak.',
        ],
        button: { label: 'E-posta sayfasına dön', url },
        closing: 'Sen göndermediysen yönetici hesabının parolasını değiştir.',
      }
    : {
        subject: `${campus}: test email`,
        greeting: 'Hello,',
        paragraphs: [
          `You sent this email to yourself from the administration of ${isolate(campus)}. If you read it, the mail server accepts emails and delivers them.`,
          'If you found it among spam, look at the SPF, DKIM and DMARC records of the sender.',
        ],
        button: { label: 'Back to Mail', url },
        closing: 'If you didn’t send it, change the password of your staff account.',
      };
