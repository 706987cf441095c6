import { createHmac, type KeyObject, randomInt, timingSafeEqual } from 'node:crypto';
import type { Context } from '../../../platform/context.ts';
import type { Registration, Verification } from '../registration/queries.ts';
import { hashToken, newOpaqueToken } from '../sign-in/tokens.ts';
import type { Recipient } from './links.ts';
import { enqueueEmail } from './queue.ts';

const LINK_TTL_MS = 24 * 3_600_000;

/** Keyed, because an attacker with a stolen table could try all six-digit codes in no time. */
const hashCode = (key: KeyObject, id: string, code: string): Buffer =>
  createHmac('sha256', key).update(`${id} ${code}`).digest();

/** Six digits that are mailed, and their hash. */
export function newMailedCode(ctx: Context, id: string): { code: string; hash: Buffer } {
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  return { code, hash: hashCode(ctx.secrets.key('mail-codes'), id, code) };
}

/** Whether this code was mailed for the registration or the change of address. */
export const isMailedCode = (ctx: Context, id: string, code: string, codeHash: Buffer): boolean =>
  ctx.secrets.keys('mail-codes').some((key) => timingSafeEqual(codeHash, hashCode(key, id, code)));

const linkToken = (key: KeyObject, registrationId: string): string =>
  createHmac('sha256', key).update(registrationId).digest('base64url');

/** The key that made a registration's link: its token hash tells. Undefined if SECRET_KEY no longer lists it. */
export const linkKey = (
  { secrets }: Pick<Context, 'secrets'>,
  registrationId: string,
  tokenHash: Buffer | null | undefined,
): KeyObject | undefined =>
  tokenHash
    ? secrets
        .keys('registration-links')
        .find((key) => hashToken(linkToken(key, registrationId)).equals(tokenHash))
    : undefined;

/**
 * The link is the same in every email of a registration, whichever key made it. Anybody may request a resend, which must not
 * invalidate earlier links.
 */
const tokenOfLink = (ctx: Context, { id, tokenHash }: LinkedRegistration): string =>
  linkToken(linkKey(ctx, id, tokenHash) ?? ctx.secrets.key('registration-links'), id);

type LinkedRegistration = Pick<Registration, 'id'> & { tokenHash?: Buffer | null };

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
  registration: LinkedRegistration,
  canConfirm: boolean,
): GeneratedVerification {
  const token = canConfirm ? tokenOfLink(ctx, registration) : newOpaqueToken();
  const { code, hash } = newMailedCode(ctx, registration.id);
  const sentAt = ctx.clock();
  return {
    token,
    code,
    verification: {
      tokenHash: hashToken(token),
      codeHash: canConfirm ? hash : null,
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
