import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { newId } from '../../../platform/id.ts';
import type { Affiliation, MailboxRule, UniversityMode } from '../tables.ts';

export interface CatalogueEntry {
  name: string;
  country: string;
  domains: string[];
  /** The Turkish name; absent: the same as `name`. */
  nameTr?: string;
}

export async function readSetting(db: Db, key: string): Promise<unknown> {
  const { rows } = await sql<{
    value: unknown;
  }>`select value from platform.settings where key = ${key}`.execute(db);
  return rows[0]?.value;
}

export async function writeSetting(db: Db, key: string, value: unknown): Promise<void> {
  await sql`insert into platform.settings (key, value) values (${key}, ${JSON.stringify(value)}::jsonb)
    on conflict (key) do update set value = excluded.value, updated_at = now()`.execute(db);
}

/**
 * Inserts catalogue entries that are new, and updates the Turkish names of all: four statements for ten thousand entries. A university is identified by country, name
 * and first domain: some countries have two of one name.
 */
export async function insertCatalogue(db: Db, entries: CatalogueEntry[]): Promise<void> {
  const rows = entries.map((entry) => ({
    ...entry,
    domains: entry.domains.map((domain) => domain.toLowerCase()),
    first: entry.domains[0]?.toLowerCase() ?? '',
  }));
  const names = sql`${rows.map((row) => row.name)}::text[]`;
  const countries = sql`${rows.map((row) => row.country)}::text[]`;
  const firstDomains = sql`${rows.map((row) => row.first)}::text[]`;
  // Rows from before domains were part of the identity get the first entry of their name.
  await sql`update auth.universities university set first_domain = entry.first
    from (select distinct on (name, country) name, country, first
          from unnest(${names}, ${countries}, ${firstDomains}) with ordinality as entry(name, country, first, position)
          order by name, country, position) entry
    where university.first_domain = '' and university.name = entry.name and university.country = entry.country`.execute(
    db,
  );
  await sql`insert into auth.universities (id, name, country, first_domain)
    select * from unnest(${rows.map(() => newId())}::uuid[], ${names}, ${countries}, ${firstDomains})
    on conflict (name, country, first_domain) do nothing`.execute(db);
  // Null where it is the same: see the views of members.
  const turkishNames = rows.map(({ name, nameTr }) => (nameTr === name ? null : (nameTr ?? null)));
  await sql`update auth.universities university set name_tr = entry.name_tr
    from unnest(${names}, ${countries}, ${turkishNames}::text[]) as entry(name, country, name_tr)
    where university.name = entry.name and university.country = entry.country
      and university.name_tr is distinct from entry.name_tr`.execute(db);
  const pairs = rows.flatMap((row) => row.domains.map((domain) => ({ ...row, domain })));
  await sql`insert into auth.university_domains (university_id, domain)
    select university.id, pair.domain
    from unnest(${pairs.map((pair) => pair.name)}::text[], ${pairs.map((pair) => pair.country)}::text[],
                ${pairs.map((pair) => pair.first)}::text[], ${pairs.map((pair) => pair.domain)}::text[])
      as pair(name, country, first, domain)
    join auth.universities university on university.name = pair.name and university.country = pair.country
      and university.first_domain = pair.first
    on conflict do nothing`.execute(db);
}

/**
 * A university of the catalogue by name. If two have the name, the one that has one of these domains or a parent of it. Index:
 * universities_identity.
 */
export async function findUniversity(
  db: Db,
  name: string,
  country: string,
  domains: string[],
): Promise<{ id: string } | undefined> {
  const { rows } = await sql<{ id: string }>`
    select university.id from auth.universities university
    where university.name = ${name} and university.country = ${country}
    order by exists (select from auth.university_domains listed, unnest(${domains}::text[]) as requested(domain)
        where listed.university_id = university.id
          and (requested.domain = listed.domain or right(requested.domain, length(listed.domain) + 1) = '.' || listed.domain)) desc,
      university.id
    limit 1`.execute(db);
  return rows[0];
}

/** The university of the catalogue that has this domain or the longest parent of it. Index: university_domains_domain. */
export async function findUniversityByDomain(
  db: Db,
  domain: string,
): Promise<{ name: string; country: string } | undefined> {
  const labels = domain.split('.');
  const parents = labels.map((_, index) => labels.slice(index).join('.'));
  return db
    .selectFrom('auth.university_domains as listed')
    .innerJoin('auth.universities as university', 'university.id', 'listed.university_id')
    .select(['university.name', 'university.country'])
    .where('listed.domain', 'in', parents)
    .orderBy(sql`length(listed.domain)`, 'desc')
    .limit(1)
    .executeTakeFirst();
}

export async function setOpen(db: Db, id: string, isOpen: boolean): Promise<void> {
  await db.updateTable('auth.universities').set({ is_open: isOpen }).where('id', '=', id).execute();
}

export async function setMailboxRule(
  db: Db,
  universityId: string,
  domain: string,
  rule: MailboxRule,
): Promise<void> {
  await db
    .insertInto('auth.university_domains')
    .values({ university_id: universityId, domain, mailbox_rule: rule })
    .onConflict((conflict) =>
      conflict.columns(['university_id', 'domain']).doUpdateSet({ mailbox_rule: rule }),
    )
    .execute();
}

/**
 * Serialises changes of rules across universities: the rules of two may concern one domain. Registrations and confirmations,
 * which read the rules and write accordingly, take the lock in shared mode.
 */
export const lockRules = (db: Db) =>
  sql`select pg_advisory_xact_lock(hashtextextended('auth.allowed_prefixes', 7))`.execute(db);
/** Keeps rules from changing until the transaction ends. */
export const lockRulesShared = (db: Db) =>
  sql`select pg_advisory_xact_lock_shared(hashtextextended('auth.allowed_prefixes', 7))`.execute(db);

export interface Rule {
  universityId: string;
  domain: string;
  includeSubdomains: boolean;
  prefix: string;
  affiliation: Affiliation;
}

export async function insertRule(
  db: Db,
  rule: Rule & { note: string; createdBy: string | null },
): Promise<void> {
  await db
    .insertInto('auth.allowed_prefixes')
    .values({
      id: newId(),
      university_id: rule.universityId,
      domain: rule.domain.toLowerCase(),
      include_subdomains: rule.includeSubdomains,
      prefix: rule.prefix.toLowerCase(),
      affiliation: rule.affiliation,
      note: rule.note,
      created_by: rule.createdBy,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['domain', 'prefix', 'include_subdomains'])
        .doUpdateSet({ university_id: rule.universityId, affiliation: rule.affiliation, note: rule.note }),
    )
    .execute();
}

/** Rules of open universities for a domain or a parent of it: a handful, by the unique index on domain. */
export async function findRules(db: Db, domains: string[]): Promise<Rule[]> {
  return db
    .selectFrom('auth.allowed_prefixes as rule')
    .innerJoin('auth.universities as university', 'university.id', 'rule.university_id')
    .select([
      'rule.university_id as universityId',
      'rule.domain',
      'rule.include_subdomains as includeSubdomains',
      'rule.prefix',
      'rule.affiliation',
    ])
    .where('rule.domain', 'in', domains)
    .where('university.is_open', '=', true)
    .execute();
}

/** Open universities by name or domain, at most `limit`. Index: universities_open; there are few open ones. */
export async function searchOpenUniversities(db: Db, fragment: string, after: string | null, limit: number) {
  const like = `%${fragment.replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<{
    id: string;
    name: string;
    nameTr: string;
    country: string;
    registrationMode: UniversityMode | null;
    domains: { domain: string; includeSubdomains: boolean; prefixes: string[] }[];
  }>`
    select university.id, university.name, coalesce(university.name_tr, university.name) as "nameTr", university.country,
      university.registration_mode as "registrationMode",
      (select coalesce(json_agg(json_build_object('domain', d.domain, 'includeSubdomains', d.include_subdomains, 'prefixes', d.prefixes)
                                order by d.domain), '[]')
       from (select domain, include_subdomains, array_agg(prefix order by prefix) as prefixes
             from auth.allowed_prefixes rule where rule.university_id = university.id group by 1, 2) d) as domains
    from auth.universities university
    where university.is_open
      and (${fragment} = '' or unaccent(lower(replace(replace(university.name, 'İ', 'i'), 'I', 'i'))) like replace(${like}, 'ı', 'i')
           or unaccent(lower(replace(replace(university.name_tr, 'İ', 'i'), 'I', 'i'))) like replace(${like}, 'ı', 'i')
           or exists (select from auth.allowed_prefixes rule where rule.university_id = university.id and rule.domain like ${like}))
      and (${after}::uuid is null or university.id > ${after}::uuid)
    order by university.id limit ${limit}`.execute(db);
  return rows;
}
