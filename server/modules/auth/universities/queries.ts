import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { newId } from '../../../platform/id.ts';
import type { Affiliation, MailboxRule } from '../tables.ts';

export interface CatalogueEntry {
  name: string;
  country: string;
  domains: string[];
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

/** Inserts what the catalogue has and we have not: two statements for ten thousand entries. */
export async function insertCatalogue(db: Db, entries: CatalogueEntry[]): Promise<void> {
  const names = entries.map((entry) => entry.name);
  const countries = entries.map((entry) => entry.country);
  await sql`insert into auth.universities (id, name, country)
    select * from unnest(${entries.map(() => newId())}::uuid[], ${names}::text[], ${countries}::text[])
    on conflict (name, country) do nothing`.execute(db);
  const pairs = entries.flatMap((entry) =>
    entry.domains.map((domain) => ({ ...entry, domain: domain.toLowerCase() })),
  );
  await sql`insert into auth.university_domains (university_id, domain)
    select university.id, pair.domain
    from unnest(${pairs.map((pair) => pair.name)}::text[], ${pairs.map((pair) => pair.country)}::text[], ${pairs.map((pair) => pair.domain)}::text[])
      as pair(name, country, domain)
    join auth.universities university on university.name = pair.name and university.country = pair.country
    on conflict do nothing`.execute(db);
}

export async function findUniversity(
  db: Db,
  name: string,
  country: string,
): Promise<{ id: string } | undefined> {
  return db
    .selectFrom('auth.universities')
    .select('id')
    .where('name', '=', name)
    .where('country', '=', country)
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

/** Rules of open universities for a domain or one above it: a handful, by the unique index on domain. */
export async function rulesFor(db: Db, domains: string[]): Promise<Rule[]> {
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

/** Open universities by name or domain, at most `take`. Index: universities_open; there are few open ones. */
export async function searchOpen(db: Db, fragment: string, after: string | null, take: number) {
  const like = `%${fragment.replace(/[\\%_]/g, '\\$&')}%`;
  const { rows } = await sql<{
    id: string;
    name: string;
    country: string;
    domains: { domain: string; includeSubdomains: boolean; prefixes: string[] }[];
  }>`
    select university.id, university.name, university.country,
      (select coalesce(json_agg(json_build_object('domain', d.domain, 'includeSubdomains', d.include_subdomains, 'prefixes', d.prefixes)
                                order by d.domain), '[]')
       from (select domain, include_subdomains, array_agg(prefix order by prefix) as prefixes
             from auth.allowed_prefixes rule where rule.university_id = university.id group by 1, 2) d) as domains
    from auth.universities university
    where university.is_open
      and (${fragment} = '' or unaccent(lower(replace(replace(university.name, 'İ', 'i'), 'I', 'i'))) like replace(${like}, 'ı', 'i')
           or exists (select from auth.allowed_prefixes rule where rule.university_id = university.id and rule.domain like ${like}))
      and (${after}::uuid is null or university.id > ${after}::uuid)
    order by university.id limit ${take}`.execute(db);
  return rows;
}
