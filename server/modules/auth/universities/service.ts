import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { type EmailParts, fold, matchesUniversityRule } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import { readCursor, toPage } from '../../../platform/page.ts';
import { Problem } from '../../../platform/problem.ts';
import { audit } from '../audit/index.ts';
import { campus } from '../campus/settings.ts';
import type { Affiliation, MailboxRule } from '../tables.ts';
import {
  type CatalogueEntry,
  findRules,
  findUniversity,
  findUniversityByDomain,
  insertCatalogue,
  insertRule,
  type Rule,
  readSetting,
  searchOpenUniversities,
  setMailboxRule,
  setOpen,
  writeSetting,
} from './queries.ts';
import { turkishName } from './turkish-name.ts';

/**
 * Loads the catalogue of universities if one of its files has changed since the last load.
 * @param file  the catalogue; next to it is `university-names.tr.json` with irregular Turkish names
 */
export async function loadCatalogue(ctx: Context, file: string): Promise<void> {
  const text = await readFile(file, 'utf8');
  const namesText = await readFile(join(dirname(file), 'university-names.tr.json'), 'utf8');
  const hash = createHash('sha256').update(text).update(namesText).digest('hex');
  if ((await readSetting(ctx.db, 'catalogue')) === hash) return;
  // Our own files, of these shapes.
  const irregular = JSON.parse(namesText) as Record<string, string>;
  const entries = (JSON.parse(text) as CatalogueEntry[]).map((entry) => ({
    ...entry,
    nameTr: turkishName(entry.name, irregular),
  }));
  await ctx.transaction(async (tx) => {
    await insertCatalogue(tx.db, entries);
    await writeSetting(tx.db, 'catalogue', hash);
  });
}

export interface RegistrationRule {
  domain: string;
  includeSubdomains: boolean;
  prefix: string;
  affiliation: Affiliation;
  note: string;
}

/**
 * Opens a catalogue university to registration by the given rules. A second call adds rules.
 * @throws Problem 404 `university_not_found`
 */
export async function openUniversity(
  ctx: Context,
  university: { name: string; country: string; rules: RegistrationRule[]; mailboxRule?: MailboxRule },
  by: string | null = null,
): Promise<{ id: string }> {
  return ctx.transaction(async (tx) => {
    const domains = university.rules.map((rule) => rule.domain.toLowerCase());
    const found = await findUniversity(tx.db, university.name, university.country, domains);
    if (!found)
      throw new Problem(
        404,
        'university_not_found',
        `The catalogue has no university named ${university.name} in ${university.country}.`,
      );
    await setOpen(tx.db, found.id, true);
    for (const rule of university.rules) {
      await insertRule(tx.db, { ...rule, universityId: found.id, createdBy: by });
      if (university.mailboxRule) await setMailboxRule(tx.db, found.id, rule.domain, university.mailboxRule);
    }
    await audit(tx, {
      event: 'university_opened',
      actorId: by,
      subject: { type: 'university', id: found.id },
    });
    return found;
  });
}

/**
 * Opens the catalogue university of an email address to students of the address's own domain.
 * @returns its name
 * @throws Problem 404 `university_not_found`
 */
export async function openUniversityOf(ctx: Context, address: string): Promise<string> {
  const domain = address.slice(address.lastIndexOf('@') + 1).toLowerCase();
  const found = await findUniversityByDomain(ctx.db, domain);
  if (!found)
    throw new Problem(
      404,
      'university_not_found',
      `No university of the catalogue has the domain ${domain} or a parent of it.`,
    );
  const rule = { domain, includeSubdomains: false, prefix: '', affiliation: 'student' as const, note: '' };
  await openUniversity(ctx, { ...found, rules: [rule] });
  return found.name;
}

/** The rule that admits an address: the longest domain wins, then the longest prefix; undefined if none does. */
export async function findAdmittingRule(ctx: Context, parts: EmailParts): Promise<Rule | undefined> {
  const labels = parts.domain.split('.');
  const domains = labels
    .map((_, index) => labels.slice(index).join('.'))
    .filter((domain) => domain.includes('.'));
  const rules = await findRules(ctx.db, domains);
  return rules
    .filter((rule) => matchesUniversityRule(parts, rule))
    .sort((a, b) => b.domain.length - a.domain.length || b.prefix.length - a.prefix.length)[0];
}

/** Open universities that match what is typed. */
export async function listUniversities(
  ctx: Context,
  query: { q: string; limit: number; cursor?: string | undefined },
) {
  const rows = await searchOpenUniversities(
    ctx.db,
    fold(query.q.trim()),
    readCursor(query.cursor),
    query.limit + 1,
  );
  const { settings } = await campus(ctx);
  const page = toPage(rows, query.limit, (row) => row.id);
  return {
    ...page,
    items: page.items.map((row) => ({
      ...row,
      registrationMode: settings.features.registration
        ? (row.registrationMode ?? settings.registrationMode)
        : ('closed' as const),
    })),
  };
}
