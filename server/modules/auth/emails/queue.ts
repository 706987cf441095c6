import type { Context } from '../../../platform/context.ts';
import type { Origin } from '../../../platform/http/viewer.ts';
import { open, seal } from '../../../platform/seal.ts';
import type { Locale } from './layout.ts';
import type { EmailData, EmailKind } from './templates.ts';

/** A letter ready to be written out. */
export interface EmailDraft {
  kind: EmailKind;
  to: string;
  locale: Locale;
  data: EmailData;
}

/** Somebody asked for a letter to an address. Whether it gets one is found out in the job, where nobody measures time. */
export interface EmailRequest {
  wish: 'verify_email' | 'reset_password';
  address: string;
  origin: Origin;
  /** For `verify_email`: hash of the secret of the browser that asks, in hexadecimal. */
  browser?: string;
}

declare module '../../../platform/jobs.ts' {
  interface JobPayloads {
    /** A `Draft` or a `Wish`, sealed: the queue holds neither addresses nor links that open something. */
    'auth.sendLetter': { sealed: string };
  }
}

const sealingKey = (ctx: Context) => ctx.secrets.key('letters');

/** Adds the job that sends or fulfils it, in the caller's transaction. */
export async function enqueueEmail(ctx: Context, content: EmailDraft | EmailRequest): Promise<void> {
  await ctx.jobs.add('auth.sendLetter', {
    sealed: seal(sealingKey(ctx), JSON.stringify(content)).toString('base64'),
  });
}

/** What `post` sealed. @throws Error when the payload was changed, or sealed under another key */
export const unsealPayload = (ctx: Context, payload: { sealed: string }): EmailDraft | EmailRequest =>
  JSON.parse(open(sealingKey(ctx), Buffer.from(payload.sealed, 'base64'))) as EmailDraft | EmailRequest; // as `post` wrote it
