import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { testServer } from '../../../testing/server.ts';
import type { MailboxRule } from '../tables.ts';
import { insertCatalogue } from '../universities/queries.ts';
import { openUniversity } from '../universities/service.ts';
import { findMailboxRule } from './queries.ts';

const t = await testServer();
afterAll(t.close);

/** From the finest to the coarsest. */
const order: MailboxRule[] = ['exact', 'plus', 'dots_plus'];
let count = 0;
async function open(domain: string, mailboxRule: MailboxRule, includeSubdomains = false) {
  count += 1;
  const university = { name: `Okul ${count}`, country: 'TR' };
  await insertCatalogue(t.ctx.db, [{ ...university, domains: [domain] }]);
  const prefix = `p${count}`;
  const rules = [{ domain, includeSubdomains, prefix, affiliation: 'student' as const, note: '' }];
  await openUniversity(t.ctx, { ...university, rules, mailboxRule });
}

test('where universities share a domain, the coarsest rule wins', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(fc.constantFrom(...order), { minLength: 1, maxLength: 4 }), async (rules) => {
      const domain = `ortak${count}.edu.tr`;
      for (const rule of rules) await open(domain, rule);
      const coarsest = order.findLast((rule) => rules.includes(rule));
      expect(await findMailboxRule(t.ctx.db, domain)).toBe(coarsest);
    }),
    { numRuns: 40 },
  );
});

test('a subdomain has the rule of the domain that includes it, unless it has one of its own', async () => {
  await open('mese.edu.tr', 'dots_plus', true);
  await open('ogr.mese.edu.tr', 'plus', true);
  await open('tip.mese.edu.tr', 'exact');
  await open('gurgen.edu.tr', 'dots_plus', false);
  await insertCatalogue(t.ctx.db, [
    { name: 'Yalnız Katalogda', country: 'TR', domains: ['fen.mese.edu.tr'] },
  ]);
  for (const [domain, rule] of [
    ['mese.edu.tr', 'dots_plus'],
    ['bil.mese.edu.tr', 'dots_plus'],
    ['derin.bil.mese.edu.tr', 'dots_plus'],
    ['ogr.mese.edu.tr', 'plus'],
    ['alt.ogr.mese.edu.tr', 'plus'],
    ['tip.mese.edu.tr', 'exact'],
    ['alt.tip.mese.edu.tr', 'dots_plus'],
    ['fen.mese.edu.tr', 'dots_plus'],
    ['xmese.edu.tr', 'exact'],
    ['gurgen.edu.tr', 'dots_plus'],
    ['ogr.gurgen.edu.tr', 'exact'],
    ['edu.tr', 'exact'],
  ] as const)
    expect([domain, await findMailboxRule(t.ctx.db, domain)]).toEqual([domain, rule]);
});
