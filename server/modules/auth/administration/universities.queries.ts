import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import type { Affiliation, MailboxRule, UniversityMode } from '../tables.ts';

export interface RuleRow {
  id: string;
  domain: string;
  includeSubdomains: boolean;
  prefix: string;
  affiliation: Affiliation;
  note: string;
  mailboxRule: MailboxRule;
}

export interface UniversityRow {
  id: string;
  name: string;
  country: string;
  isOpen: boolean;
  registrationMode: UniversityMode | null;
  domains: string[];
  rules: RuleRow[];
}

const university = sql`
  select university.id, university.name, university.country, university.is_open as "isOpen",
    university.registration_mode as "registrationMode",
    array(select domain from auth.university_domains d where d.university_id = university.id order by domain) as domains,
    (select coalesce(json_agg(json_build_object('id', rule.id, 'domain', rule.domain, 'includeSubdomains', rule.include_subdomains,
        'prefix', rule.prefix, 'affiliation', rule.affiliation, 'note', rule.note, 'mailboxRule', coalesce(listed.mailbox_rule, 'exact'))
        order by rule.domain, rule.prefix, rule.include_subdomains), '[]')
     from auth.allowed_prefixes rule
     left join auth.university_domains listed on listed.university_id = rule.university_id and listed.domain = rule.domain
     where rule.university_id = university.id) as rules
  from auth.universities university`;

/** The catalogue by a part of a name or domain, including closed universities. Scans its ten thousand rows in id order. */
export async function searchCatalogue(
  db: Db,
  { fragment, isOpen }: { fragment: string; isOpen: boolean | undefined },
  after: string | null,
  limit: number,
): Promise<UniversityRow[]> {
  const like = `%${fragment.replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<UniversityRow>`${university}
    where (${after}::uuid is null or university.id > ${after}::uuid)
      and (${isOpen ?? null}::boolean is null or university.is_open = ${isOpen ?? null}::boolean)
      and (${fragment} = ''
           or replace(unaccent(lower(replace(replace(university.name, 'İ', 'i'), 'I', 'i'))), 'ı', 'i') like ${like}
           or exists (select from auth.university_domains d where d.university_id = university.id and d.domain like ${like}))
    order by university.id limit ${limit}`.execute(db);
  return rows;
}

/** Index: universities_pkey, university_domains_pkey. */
export async function findUniversityById(db: Db, id: string): Promise<UniversityRow | undefined> {
  const { rows } = await sql<UniversityRow>`${university} where university.id = ${id}`.execute(db);
  return rows[0];
}

/** Members of a university who have confirmed their address. Scans the table: only the page of one university needs it. */
export async function countMembers(db: Db, universityId: string): Promise<number> {
  const { rows } = await sql<{ members: number }>`select count(*)::int as members from auth.users
    where university_id = ${universityId} and status in ('active', 'suspended')`.execute(db);
  return rows[0]?.members ?? 0;
}

export interface PreviewRule {
  id: string;
  universityId: string;
  universityName: string;
  isOpen: boolean;
  domain: string;
  includeSubdomains: boolean;
  prefix: string;
  affiliation: Affiliation;
}

/**
 * Rules of open and closed universities at these domains: a handful. Index:
 * allowed_prefixes_domain_prefix_include_subdomains_key.
 */
export async function findRulesForDomains(db: Db, domains: string[]): Promise<PreviewRule[]> {
  const { rows } = await sql<PreviewRule>`
    select rule.id, university.id as "universityId", university.name as "universityName", university.is_open as "isOpen",
      rule.domain, rule.include_subdomains as "includeSubdomains", rule.prefix, rule.affiliation
    from auth.allowed_prefixes rule join auth.universities university on university.id = rule.university_id
    where rule.domain = any(${domains}::text[])
    order by length(rule.domain) desc, length(rule.prefix) desc, rule.id`.execute(db);
  return rows;
}

/**
 * The university that owns one of these domains according to the catalogue; the longest domain wins. Index:
 * university_domains_domain.
 */
export async function findUniversityOfDomains(
  db: Db,
  domains: string[],
): Promise<{ id: string; name: string } | undefined> {
  const { rows } = await sql<{ id: string; name: string }>`
    select university.id, university.name
    from auth.university_domains listed join auth.universities university on university.id = listed.university_id
    where listed.domain = any(${domains}::text[])
    order by length(listed.domain) desc, university.id limit 1`.execute(db);
  return rows[0];
}

/** Whether other universities of the catalogue have a domain below this one. */
export async function coversOtherUniversities(
  db: Db,
  universityId: string,
  domain: string,
): Promise<boolean> {
  const { rows } = await sql<{ covers: boolean }>`
    select exists (select from auth.university_domains
      where university_id <> ${universityId} and right(domain, length(${domain}) + 1) = '.' || ${domain}) as covers`.execute(
    db,
  );
  return rows[0]?.covers ?? false;
}

export async function setRegistrationMode(db: Db, id: string, mode: UniversityMode | null): Promise<void> {
  await db.updateTable('auth.universities').set({ registration_mode: mode }).where('id', '=', id).execute();
}

export async function addRule(
  db: Db,
  universityId: string,
  rule: Omit<RuleRow, 'mailboxRule'>,
  by: string,
): Promise<void> {
  await db
    .insertInto('auth.allowed_prefixes')
    .values({
      id: rule.id,
      university_id: universityId,
      domain: rule.domain,
      include_subdomains: rule.includeSubdomains,
      prefix: rule.prefix,
      affiliation: rule.affiliation,
      note: rule.note,
      created_by: by,
    })
    .execute();
}

export async function updateRule(db: Db, rule: RuleRow): Promise<void> {
  await db
    .updateTable('auth.allowed_prefixes')
    .set({
      include_subdomains: rule.includeSubdomains,
      prefix: rule.prefix,
      affiliation: rule.affiliation,
      note: rule.note,
    })
    .where('id', '=', rule.id)
    .execute();
}

export async function deleteRule(db: Db, id: string): Promise<void> {
  await db.deleteFrom('auth.allowed_prefixes').where('id', '=', id).execute();
}

export interface MailboxRow {
  id: string;
  email: string;
  mailbox: string;
}

/** Locks the members whose address is at a domain or below it. Scans the table: rules change rarely. */
export async function lockAccountMailboxes(db: Db, domain: string): Promise<MailboxRow[]> {
  const { rows } = await sql<MailboxRow>`
    select id, lower(email) as email, mailbox from auth.users
    where split_part(lower(email), '@', 2) = ${domain}
      or right(lower(email), length(${domain}) + 1) = '.' || ${domain} for update`.execute(db);
  return rows;
}

/** Locks the registrations whose address is at a domain or below it. Scans the table: it holds two days. */
export async function lockRegistrationMailboxes(db: Db, domain: string): Promise<MailboxRow[]> {
  const { rows } = await sql<MailboxRow>`
    select id, lower(email) as email, mailbox from auth.registrations
    where split_part(lower(email), '@', 2) = ${domain}
      or right(lower(email), length(${domain}) + 1) = '.' || ${domain} for update`.execute(db);
  return rows;
}

export async function setMailboxes(db: Db, changed: { id: string; mailbox: string }[]): Promise<void> {
  await sql`update auth.users account set mailbox = change.mailbox
    from unnest(${changed.map((row) => row.id)}::uuid[], ${changed.map((row) => row.mailbox)}::text[]) as change(id, mailbox)
    where account.id = change.id`.execute(db);
}

export async function setRegistrationMailboxes(
  db: Db,
  changed: { id: string; mailbox: string }[],
): Promise<void> {
  await sql`update auth.registrations registration set mailbox = change.mailbox
    from unnest(${changed.map((row) => row.id)}::uuid[], ${changed.map((row) => row.mailbox)}::text[]) as change(id, mailbox)
    where registration.id = change.id`.execute(db);
}
