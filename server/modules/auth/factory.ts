import type { Context } from '../../platform/context.ts';
import { newId } from '../../platform/id.ts';
import { processState } from '../../platform/process-state.ts';
import { hashPassword, LOWEST_COST, setHashCost } from './password-hash.ts';
import { insertAccount } from './registration/queries.ts';
import { type GrantedRole, insertRole } from './roles/queries.ts';
import { openSession } from './sign-in/sessions.ts';
import { mailboxHash } from './suspended-mailboxes/mailbox-hash.ts';
import { insertSuspendedMailboxes } from './suspended-mailboxes/queries.ts';
import { insertCatalogue } from './universities/queries.ts';
import { openUniversity } from './universities/service.ts';

/** Universities of the tests; members belong to the first by default. */
export const testUniversities = {
  cinar: { name: 'Çınar Üniversitesi', country: 'TR', domain: 'cinar.edu.tr' },
  nar: { name: 'Nar University', country: 'TR', domain: 'nar.edu.tr' },
} as const;

export interface TestMember {
  id: string;
  username: string;
  displayName: string;
  email: string;
  password: string;
  universityId: string;
  sessionId: string;
  accessToken: string;
  refreshToken: string;
}

export interface MemberOverrides {
  username?: string;
  displayName?: string;
  university?: keyof typeof testUniversities;
  roles?: GrantedRole[];
}

setHashCost(LOWEST_COST);
const PASSWORD = 'yaprak dal gölge 42';
const origin = { ip: '127.0.0.1', userAgent: 'test', requestId: 'test' };
let hash: Promise<string> | undefined;
const names = ['ayse', 'bora', 'can', 'derya', 'ece', 'firat', 'gizem', 'hakan'];
const stateOf = processState(
  'auth.factory',
  (): { members: number; universities?: Promise<Map<string, string>> } => ({ members: 0 }),
);

/** The tests' universities, opened to students with any prefix; once per server. */
export function openTestUniversities(ctx: Context): Promise<Map<string, string>> {
  const state = stateOf(ctx);
  state.universities ??= (async () => {
    const ids = new Map<string, string>();
    for (const [key, { name, country, domain }] of Object.entries(testUniversities)) {
      await insertCatalogue(ctx.db, [{ name, country, domains: [domain] }]);
      const rules = [
        { domain, includeSubdomains: false, prefix: '', affiliation: 'student' as const, note: '' },
      ];
      ids.set(key, (await openUniversity(ctx, { name, country, rules })).id);
    }
    return ids;
  })();
  return state.universities;
}

/** A verified member with a session: ayse, bora, can, derya … in order. */
export async function makeMember(
  { ctx }: { ctx: Context },
  overrides: MemberOverrides = {},
): Promise<TestMember> {
  const ids = await openTestUniversities(ctx);
  const count = stateOf(ctx).members++;
  const university = overrides.university ?? 'cinar';
  const username = overrides.username ?? names[count] ?? `uye_${count}`;
  hash ??= hashPassword(PASSWORD);
  const passwordHash = await hash;
  const member = {
    id: newId(),
    username,
    displayName: overrides.displayName ?? username.charAt(0).toUpperCase() + username.slice(1),
    email: `${username}@${testUniversities[university].domain}`,
    password: PASSWORD,
    universityId: ids.get(university) ?? '',
  };
  return ctx.transaction(async (tx) => {
    const now = tx.clock();
    await insertAccount(tx.db, {
      ...member,
      mailbox: member.email,
      affiliation: 'student',
      locale: 'tr',
      passwordHash,
      createdAt: now,
      now,
    });
    for (const role of overrides.roles ?? []) await insertRole(tx.db, member.id, role, null);
    const { sessionId, accessToken, refreshToken } = await openSession(tx, member.id, origin);
    return { ...member, sessionId, accessToken, refreshToken };
  });
}

/** The mailbox of a suspended account that was deleted. */
export const makeSuspendedMailbox = (ctx: Context, mailbox: string): Promise<void> =>
  insertSuspendedMailboxes(ctx.db, [mailboxHash(ctx, mailbox)], {
    suspensionId: newId(),
    forgetAt: new Date(ctx.clock().getTime() + 86_400_000),
  });
