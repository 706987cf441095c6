import { createHmac, randomInt } from 'node:crypto';
import type { Context } from '../../../platform/context.ts';
import type { Registration, Verification } from '../registration/queries.ts';
import { hashToken, newOpaqueToken } from '../sign-in/tokens.ts';
import type { Recipient } from './links.ts';
import { enqueueEmail } from './queue.ts';

const LINK_TTL_MS = 24 * 3_600_000;

/** Keyed, since six digits could be tried out from a stolen table in no time. */
export const hashCode = (ctx: Context, registrationId: string, code: string): Buffer =>
  createHmac('sha256', ctx.secrets.key('mail-codes')).update(`${registrationId} ${code}`).digest();

/** The same link in every mail of a registration: a resend, which anybody may ask for, makes no earlier link useless. */
const linkToken = (ctx: Context, registrationId: string): string =>
  createHmac('sha256', ctx.secrets.key('registration-links')).update(registrationId).digest('base64url');

export interface GeneratedVerification {
  token: string;
  code: string;
  verification: Verification;
}

/**
 * A registration's link, and a new code.
 * @param canConfirm  false at a mailbox that has an account: the same work, and a token that nobody ever learns
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

/** Mails a registration's link and code. */
export async function enqueueVerification(
  tx: Context,
  registration: Pick<Registration, 'email' | 'locale' | 'displayName' | 'username'>,
  { token, code }: GeneratedVerification,
): Promise<void> {
  await enqueueEmail(tx, {
    kind: 'verify',
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

/** The other outcome of a registration, with the same work: the owner of the address hears of it. */
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
