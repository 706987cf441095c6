import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  ACCEPTED_DOCUMENTS,
  type AcceptedDocument,
  blanksOf,
  fillBlanks,
  LEGAL_DOCUMENTS,
  type LegalDocument,
} from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import type { Origin, Viewer } from '../../../platform/http/viewer.ts';
import { projectRoot } from '../../../platform/root.ts';
import { audit } from '../audit/index.ts';
import { requireReauthentication } from '../credentials/recent.ts';
import { invalidField } from '../registration/names.ts';
import { BLANK_NAMES, BLANKS, type BlankName } from './blanks.ts';
import { legalTextChanged, legalTextNotFound, unknownBlank } from './problems.ts';
import {
  type BlankRow,
  countVersions,
  findAcceptances,
  findBlanks,
  findCurrentTexts,
  findPendingTexts,
  findVersions,
  findVersionTexts,
  insertAcceptances,
  insertBlank,
  insertVersion,
  type Locale,
  type PendingText,
  type VersionRow,
} from './queries.ts';
import type { AcceptedTexts, BlankBody, ManagedLegalTexts, NewVersionBody } from './schemas.ts';
import { trafficLogNotice } from './traffic-log.ts';

const isAccepted = (document: LegalDocument): document is AcceptedDocument =>
  (ACCEPTED_DOCUMENTS as readonly LegalDocument[]).includes(document);

const shippedText = async (document: LegalDocument, locale: Locale): Promise<string> =>
  (await readFile(join(projectRoot(), 'database/data/legal', `${document}.${locale}.md`), 'utf8')).trim();
const shippedTexts = async (document: LegalDocument) => ({
  tr: await shippedText(document, 'tr'),
  en: await shippedText(document, 'en'),
});

/**
 * Publishes the texts that come with ChitLaq as the first version of those that the campus does not have yet. Later releases change
 * nothing by themselves: the admin app shows that their texts differ.
 */
export async function publishShippedTexts(ctx: Context): Promise<void> {
  const known = new Set((await findVersions(ctx.db)).map(({ document }) => document));
  for (const document of LEGAL_DOCUMENTS) {
    if (known.has(document)) continue;
    const version = {
      document,
      number: 1,
      ...(await shippedTexts(document)),
      changesTr: '',
      changesEn: '',
      needsAcceptance: isAccepted(document),
      publishedBy: null,
    };
    await insertVersion(ctx.db, version, ctx.clock());
  }
}

/** A blank's value in a language: the other language's if it has none of its own. */
const valueIn = (blanks: readonly BlankRow[], locale: Locale) => {
  const byName = new Map(blanks.map((blank) => [blank.name, blank]));
  return (name: string): string | undefined => {
    const blank = byName.get(name);
    return blank && (locale === 'tr' ? blank.tr || blank.en : blank.en || blank.tr);
  };
};

const presentVersion = (row: VersionRow, locale: Locale) => ({
  version: row.number,
  publishedAt: row.publishedAt.toISOString(),
  changes: locale === 'tr' ? row.changesTr : row.changesEn,
  needsAcceptance: row.needsAcceptance,
});

/** Which texts the campus has, with their current versions. */
export async function listLegalTexts(ctx: Context) {
  const newest = newestOf(await findVersions(ctx.db));
  return {
    items: newest.map(({ document, number, publishedAt }) => ({
      document,
      version: number,
      publishedAt: publishedAt.toISOString(),
      isAccepted: isAccepted(document),
    })),
  };
}

/** The newest version of each document, in the order of the documents. `versions` are newest first. */
const newestOf = (versions: readonly VersionRow[]): VersionRow[] =>
  LEGAL_DOCUMENTS.flatMap((document) => versions.find((version) => version.document === document) ?? []);

/**
 * A text with its blanks filled in: for an older version with the values of its time.
 * @throws Problem 404 `legal_text_not_found`
 */
export async function getLegalText(
  ctx: Context,
  document: LegalDocument,
  { locale, version }: { locale: Locale; version?: number | undefined },
) {
  const versions = await findVersions(ctx.db, document);
  const index = version === undefined ? 0 : versions.findIndex(({ number }) => number === version);
  const found = versions[index];
  const texts = found && (await findVersionTexts(ctx.db, document, found.number));
  if (!texts) throw legalTextNotFound();
  const blanks = await findBlanks(ctx.db, versions[index - 1]?.publishedAt ?? null);
  const findValue = valueIn(blanks, locale);
  const notice = trafficLogNotice(ctx, locale);
  return {
    document,
    locale,
    version: found.number,
    publishedAt: found.publishedAt.toISOString(),
    isCurrent: index === 0,
    text: fillBlanks(
      texts[locale],
      // An older version says what was so in its time.
      (name) => findValue(name) || (name === 'traffic_log' && index === 0 ? notice : undefined),
    ),
    history: versions.map((row) => presentVersion(row, locale)),
  };
}

const toList = (accepted: AcceptedTexts) =>
  ACCEPTED_DOCUMENTS.flatMap((document) => {
    const version = accepted[document];
    return version === undefined ? [] : [{ document, version }];
  });

/** @throws Problem 400 `invalid_request` if one of these versions does not exist */
export async function refuseUnknownVersions(ctx: Context, accepted: AcceptedTexts): Promise<void> {
  const versions = toList(accepted);
  if (versions.length > 0 && (await countVersions(ctx.db, versions)) !== versions.length)
    throw invalidField('acceptedTexts', 'This version doesn’t exist.');
}

/** Keeps what a member accepted, and when: in the transaction that makes the account, or by itself. */
export const keepAcceptances = (ctx: Context, userId: string, accepted: AcceptedTexts, at: Date) =>
  insertAcceptances(ctx.db, userId, toList(accepted), at);

/** @throws Problem 400 `invalid_request` if one of these versions does not exist */
export async function acceptTexts(ctx: Context, viewer: Viewer, accepted: AcceptedTexts): Promise<void> {
  await refuseUnknownVersions(ctx, accepted);
  await keepAcceptances(ctx, viewer.id, accepted, ctx.clock());
}

/** What a member accepted, newest first. */
export const listAcceptances = async (ctx: Context, userId: string) => ({
  items: (await findAcceptances(ctx.db, userId)).map(({ acceptedAt, ...acceptance }) => ({
    ...acceptance,
    acceptedAt: acceptedAt.toISOString(),
  })),
});

/** The texts that wait for the member's acceptance: new ones, and new versions that need it. */
export const pendingTexts = (ctx: Context, viewer: Viewer): Promise<PendingText[]> =>
  findPendingTexts(ctx.db, viewer.id);

/** The texts and blanks as their editors see them. */
export async function getManagedTexts(ctx: Context): Promise<ManagedLegalTexts> {
  const [versions, texts, rows] = await Promise.all([
    findVersions(ctx.db),
    findCurrentTexts(ctx.db),
    findBlanks(ctx.db),
  ]);
  const findValue = valueIn(rows, 'tr');
  const used = new Map(texts.map(({ document, tr, en }) => [document, blanksOf(`${tr}\n${en}`)]));
  const blanks = BLANKS.map((blank) => {
    const row = rows.find(({ name }) => name === blank.name);
    return {
      name: blank.name,
      tr: row?.tr ?? '',
      en: row?.en ?? '',
      isNeeded: 'isNeeded' in blank,
      isLong: 'isLong' in blank,
      usedBy: LEGAL_DOCUMENTS.filter((document) => used.get(document)?.includes(blank.name)),
    };
  });
  const documents = newestOf(versions).map(async ({ document, number, publishedAt, isOwn }) => {
    const shipped = await shippedTexts(document);
    const current = texts.find((text) => text.document === document);
    return {
      document,
      version: number,
      publishedAt: publishedAt.toISOString(),
      isOwn,
      differsFromShipped: current?.tr !== shipped.tr || current.en !== shipped.en,
      isAccepted: isAccepted(document),
      emptyBlanks: (used.get(document) ?? []).filter((name) => !findValue(name)),
    };
  });
  return {
    documents: await Promise.all(documents),
    blanks,
    toDo: blanks.filter(({ name, isNeeded }) => isNeeded && !findValue(name)).length,
  };
}

/** A text with its blanks, to edit it. @throws Problem 404 `legal_text_not_found` */
export async function getManagedText(ctx: Context, document: LegalDocument) {
  const [newest] = await findVersions(ctx.db, document);
  const texts = newest && (await findVersionTexts(ctx.db, document, newest.number));
  if (!texts) throw legalTextNotFound();
  return {
    document,
    version: newest.number,
    ...texts,
    shipped: await shippedTexts(document),
    isAccepted: isAccepted(document),
    blanks: await findBlanks(ctx.db),
  };
}

interface StaffAction {
  viewer: Viewer;
  origin: Origin;
}

/** Fills in a blank, or empties it. */
export async function setBlank(
  ctx: Context,
  { viewer, origin }: StaffAction,
  name: BlankName,
  { tr, en }: BlankBody,
): Promise<ManagedLegalTexts> {
  await ctx.transaction(async (tx) => {
    await insertBlank(tx.db, { name, tr: tr.trim(), en: en.trim() }, viewer.id, tx.clock());
    await audit(tx, {
      event: 'legal_blank_set',
      actorId: viewer.id,
      permission: 'legal.write',
      subject: { type: 'legal_blank', id: name },
      origin,
    });
  });
  return getManagedTexts(ctx);
}

/**
 * Publishes a new version of a text. Members are asked to accept it if it says so.
 * @throws Problem 403 `reauthentication_required`, `forbidden`; 404 `legal_text_not_found`; 409 `legal_text_changed` if it is based on another version than the newest; 422
 * `unknown_blank`; 400 `invalid_request` if it asks for the acceptance of a text that nobody accepts
 */
export async function publishVersion(
  ctx: Context,
  { viewer, origin }: StaffAction,
  document: LegalDocument,
  { basedOn, ...body }: NewVersionBody,
): Promise<{ version: number }> {
  await requireReauthentication(ctx, viewer);
  for (const path of ['tr', 'en'] as const) {
    const unknown = blanksOf(body[path]).filter((name) => !(BLANK_NAMES as readonly string[]).includes(name));
    if (unknown.length > 0) throw unknownBlank(path, unknown);
  }
  if (body.needsAcceptance && !isAccepted(document))
    throw invalidField('needsAcceptance', 'Members accept the terms and the rules only.');
  const number = basedOn + 1;
  await ctx.transaction(async (tx) => {
    const [newest] = await findVersions(tx.db, document);
    if (!newest) throw legalTextNotFound();
    const isNew =
      newest.number === basedOn &&
      (await insertVersion(tx.db, { ...body, document, number, publishedBy: viewer.id }, tx.clock()));
    if (!isNew) throw legalTextChanged();
    await audit(tx, {
      event: 'legal_text_published',
      actorId: viewer.id,
      permission: 'legal.write',
      subject: { type: 'legal_text', id: document },
      origin,
      details: { version: number, needsAcceptance: body.needsAcceptance },
    });
  });
  return { version: number };
}

const DAY_MS = 86_400_000;
/** RFC 9116 recommends less than a year. */
const SECURITY_TXT_DAYS = 180;
const EMAIL = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/**
 * The campus's security.txt (RFC 9116): whom to tell about a vulnerability. Until the operator names somebody, that is the page with the
 * campus's contacts.
 */
export async function securityTxt(ctx: Context): Promise<string> {
  const named = valueIn(await findBlanks(ctx.db), 'en')('security_contact')?.trim() ?? '';
  const site = ctx.config.publicUrl.replace(/\/$/, '');
  const contact = EMAIL.test(named)
    ? `mailto:${named}`
    : /^https:\/\/\S+$/.test(named)
      ? named
      : `${site}/contact`;
  const today = Math.floor(ctx.clock().getTime() / DAY_MS) * DAY_MS;
  return [
    `Contact: ${contact}`,
    `Expires: ${new Date(today + SECURITY_TXT_DAYS * DAY_MS).toISOString()}`,
    'Preferred-Languages: tr, en',
    `Canonical: ${site}/.well-known/security.txt`,
    '',
  ].join('\n');
}
