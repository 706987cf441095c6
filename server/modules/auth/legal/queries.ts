import type { AcceptedDocument, LegalDocument } from '@chitlaq/text';
import { sql } from 'kysely';
import type { Db } from '../../../platform/db.ts';
import { newId } from '../../../platform/id.ts';

export type Locale = 'tr' | 'en';

export interface NewVersion {
  document: LegalDocument;
  number: number;
  tr: string;
  en: string;
  changesTr: string;
  changesEn: string;
  needsAcceptance: boolean;
  publishedBy: string | null;
}

/** @returns false if the document has a version of this number already */
export async function insertVersion(db: Db, version: NewVersion, now: Date): Promise<boolean> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('auth.legal_versions')
    .values({
      document: version.document,
      number: version.number,
      text_tr: version.tr,
      text_en: version.en,
      changes_tr: version.changesTr,
      changes_en: version.changesEn,
      needs_acceptance: version.needsAcceptance,
      published_at: now,
      published_by: version.publishedBy,
    })
    .onConflict((conflict) => conflict.doNothing())
    .executeTakeFirst();
  return Number(numInsertedOrUpdatedRows ?? 0) === 1;
}

export interface VersionRow {
  document: LegalDocument;
  number: number;
  needsAcceptance: boolean;
  publishedAt: Date;
  changesTr: string;
  changesEn: string;
  /** By a member of the staff; otherwise the text came with ChitLaq. */
  isOwn: boolean;
}

/** Every version of the documents, newest first, without the texts: a handful. Index: legal_versions_pkey. */
export const findVersions = (db: Db, document?: LegalDocument): Promise<VersionRow[]> =>
  db
    .selectFrom('auth.legal_versions')
    .select([
      'document',
      'number',
      'needs_acceptance as needsAcceptance',
      'published_at as publishedAt',
      'changes_tr as changesTr',
      'changes_en as changesEn',
      sql<boolean>`published_by is not null`.as('isOwn'),
    ])
    .$if(document !== undefined, (query) => query.where('document', '=', document as LegalDocument))
    .orderBy('document')
    .orderBy('number', 'desc')
    .execute();

/** Index: legal_versions_pkey. */
export const findVersionTexts = (
  db: Db,
  document: LegalDocument,
  number: number,
): Promise<{ tr: string; en: string } | undefined> =>
  db
    .selectFrom('auth.legal_versions')
    .select(['text_tr as tr', 'text_en as en'])
    .where('document', '=', document)
    .where('number', '=', number)
    .executeTakeFirst();

/** The newest texts of all documents. Index: legal_versions_pkey. */
export async function findCurrentTexts(
  db: Db,
): Promise<{ document: LegalDocument; tr: string; en: string }[]> {
  const { rows } = await sql<{ document: LegalDocument; tr: string; en: string }>`
    select distinct on (document) document, text_tr as tr, text_en as en
    from auth.legal_versions order by document, number desc`.execute(db);
  return rows;
}

export interface BlankRow {
  name: string;
  tr: string;
  en: string;
}

/** The values of the blanks, as they were before a moment, or now. Index: legal_blanks_name. */
export async function findBlanks(db: Db, before: Date | null = null): Promise<BlankRow[]> {
  const { rows } = await sql<BlankRow>`
    select distinct on (name) name, value_tr as tr, value_en as en from auth.legal_blanks
    where ${before}::timestamptz is null or set_at < ${before}::timestamptz
    order by name, id desc`.execute(db);
  return rows;
}

export async function insertBlank(db: Db, blank: BlankRow, setBy: string, now: Date): Promise<void> {
  await db
    .insertInto('auth.legal_blanks')
    .values({
      id: newId(),
      name: blank.name,
      value_tr: blank.tr,
      value_en: blank.en,
      set_at: now,
      set_by: setBy,
    })
    .execute();
}

/** How many of these versions exist. Index: legal_versions_pkey. */
export async function countVersions(
  db: Db,
  versions: readonly { document: AcceptedDocument; version: number }[],
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from auth.legal_versions
    join unnest(${versions.map(({ document }) => document)}::text[], ${versions.map(({ version }) => version)}::int[])
      as asked(document, number) using (document, number)`.execute(db);
  return rows[0]?.count ?? 0;
}

export async function insertAcceptances(
  db: Db,
  userId: string,
  versions: readonly { document: AcceptedDocument; version: number }[],
  at: Date,
): Promise<void> {
  if (versions.length === 0) return;
  await db
    .insertInto('auth.legal_acceptances')
    .values(
      versions.map(({ document, version }) => ({
        user_id: userId,
        document,
        number: version,
        accepted_at: at,
      })),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export interface Acceptance {
  document: LegalDocument;
  version: number;
  acceptedAt: Date;
}

/** Everything that a member accepted, newest first. Index: legal_acceptances_pkey. */
export const findAcceptances = (db: Db, userId: string): Promise<Acceptance[]> =>
  db
    .selectFrom('auth.legal_acceptances')
    .select(['document', 'number as version', 'accepted_at as acceptedAt'])
    .where('user_id', '=', userId)
    .orderBy('accepted_at', 'desc')
    .orderBy('document')
    .execute();

export interface PendingText {
  document: AcceptedDocument;
  version: number;
  /** What the member accepted last; null before the first time. */
  acceptedVersion: number | null;
}

/** The documents of which a member has not accepted the newest version that needs it. Index: both primary keys. */
export async function findPendingTexts(db: Db, userId: string): Promise<PendingText[]> {
  const { rows } = await sql<PendingText>`
    select document, current as version, accepted as "acceptedVersion" from (
      select document, max(number) as current, max(number) filter (where needs_acceptance) as needed,
        (select max(acceptance.number) from auth.legal_acceptances acceptance
          where acceptance.user_id = ${userId} and acceptance.document = version.document) as accepted
      from auth.legal_versions version group by document) newest
    where needed is not null and coalesce(accepted, 0) < needed
    order by document desc`.execute(db);
  return rows;
}
