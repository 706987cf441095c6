import { z } from 'zod';
import type { Context } from '../../../platform/context.ts';
import type { Viewer } from '../../../platform/http/viewer.ts';
import { permissionsOf } from '../permissions.ts';
import { sessionEnded } from '../problems.ts';
import { Role, User } from '../schemas.ts';
import { presentUser } from './account.ts';
import { ownProfile } from './me.queries.ts';
import { accountById } from './queries.ts';

export const Me = z
  .object({
    user: User,
    profile: z.object({
      bio: z.string(),
      avatarUrl: z.string().nullable(),
      headerUrl: z.string().nullable(),
      university: z.object({ id: z.uuid(), name: z.string() }),
      affiliation: z.enum(['student', 'staff', 'alumni']),
      department: z.string().nullable(),
      graduationYear: z.number().int().nullable(),
      isPrivate: z.boolean(),
    }),
    roles: z.array(Role),
    permissions: z.array(z.string()).describe('Each stands for operations that this session may call'),
    locale: z.enum(['tr', 'en']),
    mfaEnabled: z.boolean(),
    secondFactorRequired: z
      .boolean()
      .describe(
        'Whether the roles beyond `member` count in this session only once it has shown a second factor',
      ),
    unread: z.object({
      notifications: z.number().int().describe('Unread ones in the list; counted up to 100'),
      messages: z.number().int().describe('Conversations with something unread, the muted left out'),
      followRequests: z.number().int().describe('They wait for an answer'),
    }),
  })
  .meta({ id: 'Me' });

/** The viewer's account, permissions and unread counts. Two queries by key, and those of the counts. */
export async function me(ctx: Context, viewer: Viewer): Promise<z.infer<typeof Me>> {
  const [account, profile, notifications] = await Promise.all([
    accountById(ctx.db, viewer.id),
    ownProfile(ctx.db, viewer.id),
    ctx.countUnread(ctx, viewer),
  ]);
  if (!account || !profile) throw sessionEnded();
  const { universityId, universityName, requests, messages, ...rest } = profile;
  return {
    user: presentUser(account),
    profile: { ...rest, university: { id: universityId, name: universityName } },
    roles: account.roles,
    // The permissions of this session: a role that still needs a second factor gives none.
    permissions: permissionsOf(viewer.rolesWithoutSecondFactor ? viewer.roles : account.roles),
    locale: account.locale,
    mfaEnabled: account.totpConfirmedAt !== null,
    secondFactorRequired: viewer.rolesWithoutSecondFactor !== undefined,
    unread: { notifications, messages, followRequests: requests },
  };
}
