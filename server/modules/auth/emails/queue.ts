import type { Context } from '../../../platform/context.ts';
import type { Origin } from '../../../platform/http/viewer.ts';
import type { JobSpec } from '../../../platform/jobs.ts';
import { open, seal } from '../../../platform/seal.ts';
import type { Locale } from './layout.ts';
import type { EmailData, EmailKind } from './templates.ts';

/** An email that is ready to be rendered. */
export interface EmailDraft {
  kind: EmailKind;
  to: string;
  locale: Locale;
  data: EmailData;
}

/** A request for an email to an address. The job finds out whether anybody gets it, so that the response time reveals nothing. */
export interface EmailRequest {
  requested: 'verify_email' | 'reset_password';
  address: string;
  origin: Origin;
  /** For `verify_email`: hash of the requesting browser's secret, in hexadecimal. */
  browser?: string;
}

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    /** An `EmailDraft` or an `EmailRequest`, encrypted: the queue holds neither addresses nor links that grant access. */
    'auth.sendEmail': { sealed: string };
  }
}

/** Adds the job that sends the email or handles the request, in the caller's transaction. */
export async function enqueueEmail(
  ctx: Context,
  content: EmailDraft | EmailRequest,
  spec: JobSpec = {},
): Promise<void> {
  await ctx.jobs.add(
    'auth.sendEmail',
    { sealed: seal(ctx.secrets.key('letters'), JSON.stringify(content)).toString('base64') },
    spec,
  );
}

/** Decrypts what `enqueueEmail` encrypted. @throws Error if the payload was changed, or encrypted with another key */
export const unsealPayload = (ctx: Context, payload: { sealed: string }): EmailDraft | EmailRequest =>
  JSON.parse(open(ctx.secrets.keys('letters'), Buffer.from(payload.sealed, 'base64'))) as
    | EmailDraft
    | EmailRequest; // as `enqueueEmail` wrote it
