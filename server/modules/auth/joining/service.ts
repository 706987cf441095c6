import { canonicalMailbox, type EmailParts, emailParts } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import { violatedConstraint } from '../../../platform/db.ts';
import { addressKey, networks } from '../../../platform/http/limits.ts';
import type { Origin } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { Problem } from '../../../platform/problem.ts';
import { audit } from '../audit/index.ts';
import { withinBudget } from '../letters/budget.ts';
import { postAlreadyRegistered, postVerification } from '../letters/links.ts';
import { hashPassword } from '../password-hash.ts';
import { usernameTaken } from '../problems.ts';
import { mailboxRuleOf } from '../sign-in/queries.ts';
import { ruleOf } from '../universities/service.ts';
import { badField, readDisplayName, readUsername } from './names.ts';
import { refuseWeak } from './passwords.ts';
import {
  accountOfMailbox,
  deletePending,
  deleteStalePending,
  holderOfUsername,
  insertPending,
  keyOfRepeat,
  lockMailbox,
  pendingOf,
  type Registration,
  universityName,
} from './queries.ts';

export { readDisplayName, readUsername } from './names.ts';

const PENDING_LIVES_MS = 48 * 3_600_000;
/** Registrations an hour from one address; a network that the operator named as the campus's holds a whole campus. */
const PER_HOUR = { address: 300, campus: 15_000 };

export interface RegisterBody {
  email: string;
  password: string;
  username: string;
  displayName: string;
  locale?: 'tr' | 'en' | undefined;
}

function readAddress(email: string): EmailParts {
  const parts = emailParts(email.trim());
  if (typeof parts === 'string')
    throw badField(
      'email',
      'This is not an e-mail address that can be used here. Write it as in name@university.edu.',
    );
  return parts;
}

/**
 * Takes a registration and mails a link and a code.
 *
 * What it answers, what it leaves to be seen and the work it does are the same whether or not the address has an account:
 * even the username is held either way. The mailbox's owner alone learns which. A pending registration of the mailbox gives
 * way to the new one, unless the mailbox has had all its letters of this hour: then the older one stays.
 * @throws Problem 422 `university_not_allowed`, `weak_password`; 409 `username_taken`; 400 `invalid_request`; 429 `too_many_attempts`
 */
export async function register(ctx: Context, body: RegisterBody, origin: Origin): Promise<void> {
  const parts = readAddress(body.email);
  const username = readUsername(body.username);
  const displayName = readDisplayName(body.displayName);
  const rule = await ruleOf(ctx, parts);
  if (!rule) {
    const message = 'This address is not of a university that is open here. Use your university address.';
    throw new Problem(422, 'university_not_allowed', message, { errors: [{ path: 'email', message }] });
  }
  await countByAddress(ctx, origin);
  const university = await universityName(ctx.db, rule.universityId);
  await refuseWeak(body.password, [username, displayName, parts.local, parts.domain, university]);
  const mailbox = canonicalMailbox(parts, await mailboxRuleOf(ctx.db, parts.domain));
  const registration: Registration = {
    id: newId(),
    email: `${parts.local}@${parts.domain}`,
    mailbox,
    username,
    displayName,
    universityId: rule.universityId,
    affiliation: rule.affiliation,
    locale: body.locale ?? 'tr',
    passwordHash: await hashPassword(body.password),
    now: ctx.clock(),
  };
  try {
    await ctx.transaction((tx) => enrol(tx, registration, origin));
  } catch (error) {
    if (violatedConstraint(error) === 'users_username') throw usernameTaken();
    throw error;
  }
}

async function enrol(tx: Context, registration: Registration, origin: Origin): Promise<void> {
  const { mailbox } = registration;
  await lockMailbox(tx.db, mailbox);
  const account = await accountOfMailbox(tx.db, mailbox);
  const owner = account?.status === 'pending' ? undefined : account;
  const key = owner ? keyOfRepeat(mailbox) : mailbox;
  const older = await pendingOf(tx.db, key);
  const holder = await holderOfUsername(tx.db, registration.username);
  if (holder !== undefined && holder !== older) throw usernameTaken();
  if (!(await withinBudget(tx, 'joining', mailbox))) return;
  await deletePending(tx.db, key);
  await insertPending(tx.db, { ...registration, mailbox: key });
  if (owner) await postAlreadyRegistered(tx, registration, owner);
  else await postVerification(tx, registration);
  await audit(tx, {
    event: owner ? 'registered_again' : 'registered',
    actorId: owner ? null : registration.id,
    ...(owner ? { subject: { type: 'member', id: owner.id } } : {}),
    origin,
  });
}

/** Whoever registers strangers by the thousand is slowed down; a campus behind one address is not. */
async function countByAddress(ctx: Context, { ip }: Origin): Promise<void> {
  if (!ctx.config.rateLimits) return;
  const most = networks(ctx.config.campusNetworks)(ip) ? PER_HOUR.campus : PER_HOUR.address;
  const { count, resetsInMs } = await ctx.cache.increment(`registrations:${addressKey(ip)}`, 3600);
  if (count > most)
    throw new Problem(
      429,
      'too_many_attempts',
      `Too many people registered from your network just now. Wait ${Math.ceil(resetsInMs / 60_000)} minutes, or use another network.`,
      { retryAfter: Math.ceil(resetsInMs / 1000) },
    );
}

/** Job: registrations that nobody confirmed free their username after two days. */
export async function dropStalePending(ctx: Context): Promise<void> {
  const dropped = await deleteStalePending(ctx.db, new Date(ctx.clock().getTime() - PENDING_LIVES_MS));
  if (dropped > 0) ctx.log.info({ dropped }, 'auth.pending_dropped');
}
