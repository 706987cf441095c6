import { createHmac, randomInt } from 'node:crypto';
import type { Context } from '../../../platform/context.ts';
import type { Registration, Verification } from '../registration/queries.ts';
import { hashToken, newOpaqueToken } from '../sign-in/tokens.ts';
import type { Recipient } from './links.ts';
import { enqueueEmail } from './queue.ts';

const LINK_TTL_MS = 24 * 3_600_000;

/** Keyed, because an attacker with a stolen table could try all six-digit codes in no time. */
export const hashCode = (ctx: Context, registrationId: string, code: string): Buffer =>
  createHmac('sha256', ctx.secrets.key('mail-codes')).update(`${registrationId} ${code}`).digest();

/**
 * The link is the same in every email of a registration. Anybody may request a resend, which must not invalidate earlier links.
 */
const linkToken = (ctx: Context, registrationId: string): string =>
  createHmac('sha256', ctx.secrets.key('registration-links')).update(registrationId).digest('base64url');

export interface GeneratedVerification {
  token: string;
  code: string;
  verification: Verification;
}

/**
 * A registration's link, and a new code.
 * @param canConfirm  false if the mailbox has an account: the same work, but nobody ever learns the token
 */
export function generateVerification(
  ctx: Context,
  registration: Pick<Registration, 'id'>,
  canConfirm: boolean,
): GeneratedVerification {
  const token = canConfirm ? linkToken(ctx, registration.id) : newOpaqueToken();
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const sentAt = ctx.clock();
  return {
    token,
    code,
    verification: {
      tokenHash: hashToken(token),
      codeHash: canConfirm ? hashCode(ctx, registration.id, code) : null,
      sentAt,
      expiresAt: new Date(sentAt.getTime() + LINK_TTL_MS),
    },
  };
}

/** Emails a registration's link and code. */
export async function enqueueVerification(
  tx: Context,
  registration: Pick<Registration, 'email' | 'locale' | 'displayName' | 'username'>,
  { token, code }: GeneratedVerification,
): Promise<void> {
  await enqueueEmail(tx, {
    kind: 'verify_email',
    to: registration.email,
    locale: registration.locale,
    data: {
      name: registration.displayName,
      username: registration.username,
      url: `${tx.config.publicUrl}/verify?token=${token}`,
      code,
    },
  });
}

/** The other outcome of a registration, with the same work: an email to the owner of the address. */
export async function enqueueAlreadyRegistered(tx: Context, owner: Recipient): Promise<void> {
  await enqueueEmail(tx, {
    kind: 'already_registered',
    to: owner.email,
    locale: owner.locale,
    data: {
      name: owner.displayName,
      username: owner.username,
      url: `${tx.config.publicUrl}/sign-in`,
      code: '',
    },
  });
}
