import { canonicalMailbox, fold, parseEmail } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import { violatedConstraint } from '../../../platform/db.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { newId } from '../../../platform/id.ts';
import { readCursor, toPage } from '../../../platform/page.ts';
import { audit } from '../audit/index.ts';
import { findMailboxRule } from '../sign-in/queries.ts';
import { lockRules, setMailboxRule, setOpen } from '../universities/queries.ts';
import {
  domainTooWide,
  mailboxesCollide,
  noRules,
  ruleExists,
  ruleNotFound,
  universityNotFound,
} from './problems.ts';
import type { NewRule, RuleChange, UniversityChange, UniversityQuery } from './schemas.ts';
import {
  addRule,
  countMembers,
  coversOtherUniversities,
  deleteRule,
  findUniversityById,
  lockAccountMailboxes,
  lockRegistrationMailboxes,
  type MailboxRow,
  type RuleRow,
  searchCatalogue,
  setMailboxes,
  setRegistrationMailboxes,
  setRegistrationMode,
  type UniversityRow,
  updateRule,
} from './universities.queries.ts';

/** The whole catalogue, open or not, by name or domain. */
export async function searchUniversities(ctx: Context, query: UniversityQuery) {
  const isOpen = query.state === undefined ? undefined : query.state === 'open';
  const filter = { fragment: fold(query.q), isOpen };
  const rows = await searchCatalogue(ctx.db, filter, readCursor(query.cursor), query.limit + 1);
  return toPage(rows, query.limit, (row) => row.id);
}

/** One university with its rules and the number of its members. @throws Problem 404 `university_not_found` */
export async function getUniversity(ctx: Context, id: string) {
  const university = await findUniversityById(ctx.db, id);
  if (!university) throw universityNotFound();
  return { ...university, members: await countMembers(ctx.db, id) };
}

interface StaffAction {
  viewer: Viewer;
  origin: Origin;
}

/**
 * Applies one change to a university's rules and writes it to the audit log. @returns the university after the change
 * @throws Problem 404 `university_not_found`; 409 `rule_exists`, `mailbox_conflict`
 */
async function change(
  ctx: Context,
  { viewer, origin }: StaffAction,
  id: string,
  event: string,
  action: (tx: Context, university: UniversityRow) => Promise<{ domain?: string; details?: object }>,
): Promise<UniversityRow> {
  try {
    return await ctx.transaction(async (tx) => {
      await lockRules(tx.db);
      const before = await findUniversityById(tx.db, id);
      if (!before) throw universityNotFound();
      const { domain, details } = await action(tx, before);
      if (domain !== undefined) await recomputeMailboxes(tx, domain);
      await audit(tx, {
        event,
        actorId: viewer.id,
        permission: 'universities.write',
        sessionId: viewer.sessionId,
        subject: { type: 'university', id },
        origin,
        details: { ...details },
      });
      return (await findUniversityById(tx.db, id)) ?? before;
    });
  } catch (error) {
    const constraint = violatedConstraint(error);
    if (constraint?.startsWith('allowed_prefixes_domain')) throw ruleExists();
    if (constraint === 'users_mailbox') throw mailboxesCollide();
    throw error;
  }
}

/**
 * Recomputes the mailboxes of a domain's members and registrations after its mailbox rule changed. Sign-in looks accounts up by
 * mailbox, so stale ones could not sign in.
 */
async function recomputeMailboxes(tx: Context, domain: string): Promise<void> {
  const rules = new Map<string, Awaited<ReturnType<typeof findMailboxRule>>>();
  const findChanged = async (rows: MailboxRow[]) => {
    const changed: { id: string; mailbox: string }[] = [];
    for (const row of rows) {
      const parts = parseEmail(row.email);
      if (typeof parts === 'string') continue;
      const rule = rules.get(parts.domain) ?? (await findMailboxRule(tx.db, parts.domain));
      rules.set(parts.domain, rule);
      const mailbox = canonicalMailbox(parts, rule);
      if (mailbox !== row.mailbox) changed.push({ id: row.id, mailbox });
    }
    return changed;
  };
  await setMailboxes(tx.db, await findChanged(await lockAccountMailboxes(tx.db, domain)));
  await setRegistrationMailboxes(tx.db, await findChanged(await lockRegistrationMailboxes(tx.db, domain)));
}

const findRule = (university: UniversityRow, ruleId: string): RuleRow => {
  const rule = university.rules.find((candidate) => candidate.id === ruleId);
  if (!rule) throw ruleNotFound();
  return rule;
};
const withoutNote = ({ note: _note, ...rest }: RuleRow) => ({ rule: rest });

async function refuseWideDomain(tx: Context, universityId: string, rule: RuleRow): Promise<void> {
  if (rule.includeSubdomains && (await coversOtherUniversities(tx.db, universityId, rule.domain)))
    throw domainTooWide();
}

/** Adds a rule, and opens the university with it. @throws as `change`, and 422 `domain_too_broad` */
export const addUniversityRule = (ctx: Context, action: StaffAction, id: string, body: NewRule) =>
  change(ctx, action, id, 'university_rule_added', async (tx, university) => {
    const mailboxRule =
      body.mailboxRule ?? university.rules.find((rule) => rule.domain === body.domain)?.mailboxRule;
    const rule: RuleRow = { ...body, id: newId(), mailboxRule: mailboxRule ?? 'exact' };
    await refuseWideDomain(tx, id, rule);
    await addRule(tx.db, id, rule, action.viewer.id);
    await setMailboxRule(tx.db, id, rule.domain, rule.mailboxRule);
    await setOpen(tx.db, id, true);
    return { domain: rule.domain, details: withoutNote(rule) };
  });

/** @throws as `change`, and 404 `rule_not_found`; 422 `domain_too_broad` */
export const changeUniversityRule = (
  ctx: Context,
  action: StaffAction,
  id: string,
  ruleId: string,
  body: RuleChange,
) =>
  change(ctx, action, id, 'university_rule_changed', async (tx, university) => {
    const before = findRule(university, ruleId);
    const rule: RuleRow = {
      ...before,
      includeSubdomains: body.includeSubdomains ?? before.includeSubdomains,
      prefix: body.prefix ?? before.prefix,
      affiliation: body.affiliation ?? before.affiliation,
      note: body.note ?? before.note,
      mailboxRule: body.mailboxRule ?? before.mailboxRule,
    };
    await refuseWideDomain(tx, id, rule);
    await updateRule(tx.db, rule);
    if (rule.mailboxRule !== before.mailboxRule)
      await setMailboxRule(tx.db, id, rule.domain, rule.mailboxRule);
    return { domain: rule.domain, details: withoutNote(rule) };
  });

/**
 * Removes a rule. Members who registered by it stay. Without rules a university is closed. @throws as `change`, and 404
 * `rule_not_found`
 */
export const removeUniversityRule = (ctx: Context, action: StaffAction, id: string, ruleId: string) =>
  change(ctx, action, id, 'university_rule_removed', async (tx, university) => {
    const rule = findRule(university, ruleId);
    await deleteRule(tx.db, rule.id);
    if (university.rules.length === 1) await setOpen(tx.db, id, false);
    return { domain: rule.domain, details: withoutNote(rule) };
  });

/**
 * Opens a university with its existing rules, or closes it, and sets how its people register; rules and members stay.
 * @throws as `change`, and 422 `no_rules`
 */
export async function setUniversity(
  ctx: Context,
  action: StaffAction,
  id: string,
  { isOpen, registrationMode }: UniversityChange,
): Promise<UniversityRow> {
  let changed: UniversityRow | undefined;
  if (isOpen !== undefined)
    changed = await change(
      ctx,
      action,
      id,
      isOpen ? 'university_opened' : 'university_closed',
      async (tx, university) => {
        if (isOpen && university.rules.length === 0) throw noRules();
        await setOpen(tx.db, id, isOpen);
        return {};
      },
    );
  if (registrationMode !== undefined)
    changed = await change(ctx, action, id, 'university_registration_changed', async (tx, university) => {
      await setRegistrationMode(tx.db, id, registrationMode);
      return { details: { before: university.registrationMode, after: registrationMode } };
    });
  return changed ?? getUniversity(ctx, id);
}
