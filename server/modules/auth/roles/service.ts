import type { Context } from '../../../platform/context.ts';
import type { Permission, Viewer } from '../../../platform/http/viewer.ts';
import { Problem } from '../../../platform/problem.ts';
import { audit } from '../audit/index.ts';
import type { Locale } from '../emails/layout.ts';
import { enqueueEmail } from '../emails/queue.ts';
import { builtInRolesWith, isByUniversity } from '../permissions.ts';
import { lockMailbox } from '../registration/queries.ts';
import { accountByIdentifier, parseIdentifier } from '../sign-in/account.ts';
import { publishViewerChanged } from '../sign-in/sessions.ts';
import { readSetting, writeSetting } from '../universities/queries.ts';
import {
  findUniversityId,
  type GrantedRole,
  insertRole,
  isForAllUniversities,
  ownerExists,
} from './queries.ts';

/** Grants a role, in the caller's transaction; every process is notified at once. */
export async function grantRole(
  ctx: Context,
  userId: string,
  role: GrantedRole,
  by: string | null,
): Promise<void> {
  await insertRole(ctx.db, userId, role, by);
  await audit(ctx, {
    event: 'role_granted',
    actorId: by,
    subject: { type: 'member', id: userId },
    details: { role },
  });
  publishViewerChanged(ctx, { userId });
}

const OWNER_ADDRESS = 'designated_owner_email';

/**
 * Makes the member with this address an owner. If there is no such member, and no owner yet, designates the address, so that the member
 * who confirms it becomes the first owner.
 * @param invitation  language of an email that tells the designated address where to register; none is sent without it
 * @returns `owner_exists` if nobody has the address and somebody else is an owner: then nothing was done
 */
export async function makeOwner(
  ctx: Context,
  address: string,
  invitation?: Locale,
): Promise<'granted' | 'designated' | 'owner_exists'> {
  return ctx.transaction(async (tx) => {
    // A concurrent confirmation of the address either sees the designation or is seen here.
    const target = await parseIdentifier(tx, address);
    if ('mailbox' in target) await lockMailbox(tx.db, target.mailbox);
    const account = await accountByIdentifier(tx, target);
    if (account && account.status === 'suspended')
      throw new Problem(409, 'account_suspended', 'This member is suspended.');
    if (account?.status === 'active') {
      await grantRole(tx, account.id, 'owner', null);
      return 'granted';
    }
    if (await ownerExists(tx.db)) return 'owner_exists';
    await writeSetting(tx.db, OWNER_ADDRESS, address.trim().toLowerCase());
    if (invitation)
      await enqueueEmail(tx, {
        kind: 'owner_invitation',
        to: address.trim(),
        locale: invitation,
        data: { name: '', username: '', code: '', url: `${ctx.config.publicUrl}/register` },
      });
    return 'designated';
  });
}

/** The designated mailbox, while there is no owner. */
async function designatedOwnerMailbox(ctx: Context): Promise<string | undefined> {
  const designated = await readSetting(ctx.db, OWNER_ADDRESS);
  if (typeof designated !== 'string' || (await ownerExists(ctx.db))) return undefined;
  const target = await parseIdentifier(ctx, designated);
  return 'mailbox' in target ? target.mailbox : undefined;
}

/** Whether confirming this mailbox makes the first owner. */
export const isDesignatedOwner = async (ctx: Context, mailbox: string): Promise<boolean> =>
  (await designatedOwnerMailbox(ctx)) === mailbox;

/** While there is no owner, makes the member who confirms the designated address the first one. */
export async function promoteFirstOwner(ctx: Context, userId: string, mailbox: string): Promise<void> {
  if (await isDesignatedOwner(ctx, mailbox)) await grantRole(ctx, userId, 'owner', null);
}

/**
 * The university whose members staff may deal with by this permission; null: every one. It is their own if all roles that give them the
 * permission are limited to it: moderators who were not granted all, and custom roles made so. Read anew for each request, so that a
 * change holds at once. One look-up by key.
 */
export const universityFor = async (
  ctx: Context,
  viewer: Viewer,
  permission: Permission,
): Promise<string | null> =>
  (await isForAllUniversities(ctx.db, viewer.id, permission, builtInRolesWith(permission)))
    ? null
    : viewer.universityId;

/** Whether staff may act on a member by this permission, as far as universities go. */
export async function isCovered(
  ctx: Context,
  viewer: Viewer,
  permission: Permission,
  memberId: string,
): Promise<boolean> {
  if (!isByUniversity(permission)) return true;
  const universityId = await universityFor(ctx, viewer, permission);
  return universityId === null || universityId === (await findUniversityId(ctx.db, memberId));
}
