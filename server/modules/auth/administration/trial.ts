import { type EmailParts, matchesUniversityRule, parseEmail } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import { ruleOf } from '../universities/service.ts';
import type { Trial, TrialBody } from './schemas.ts';
import { listedAt, rulesAt, type TrialRule } from './universities.queries.ts';

const answer = (verdict: Trial['verdict'], rule?: TrialRule): Trial => ({
  verdict,
  university: rule ? { id: rule.universityId, name: rule.universityName } : null,
  affiliation: verdict === 'allowed' && rule ? rule.affiliation : null,
  rule: rule
    ? { id: rule.id, domain: rule.domain, includeSubdomains: rule.includeSubdomains, prefix: rule.prefix }
    : null,
});

const chain = (domain: string): string[] => {
  const labels = domain.split('.');
  return labels.map((_, index) => labels.slice(index).join('.')).filter((part) => part.includes('.'));
};

/**
 * Whether an address would be let in, and by which rule, or the first reason against it. Asks the same rule as registration
 * does; writes nothing, and does not tell whether the address has an account.
 */
export async function tryAddress(ctx: Context, { email }: TrialBody): Promise<Trial> {
  const parts = parseEmail(email);
  if (typeof parts === 'string') return answer('not_an_address');
  const domains = chain(parts.domain);
  const [admitting, rules] = await Promise.all([ruleOf(ctx, parts), rulesAt(ctx.db, domains)]);
  if (admitting) {
    const { domain, prefix, includeSubdomains } = admitting;
    return answer(
      'allowed',
      rules.find(
        (rule) =>
          rule.domain === domain && rule.prefix === prefix && rule.includeSubdomains === includeSubdomains,
      ),
    );
  }
  return refusal(parts, rules) ?? listed(await listedAt(ctx.db, domains));
}

/** Why none of these rules admits the address: the nearest miss first. */
function refusal(parts: EmailParts, rules: TrialRule[]): Trial | undefined {
  const closed = rules.find((rule) => matchesUniversityRule(parts, rule));
  if (closed) return answer('university_closed', closed);
  const elsewhere = rules.find((rule) => matchesUniversityRule(parts, { ...rule, prefix: '' }));
  if (elsewhere) return answer('prefix_not_allowed', elsewhere);
  return rules[0] && answer('subdomain_not_covered', rules[0]);
}

const listed = (university: { id: string; name: string } | undefined): Trial =>
  university ? { ...answer('no_rules'), university } : answer('unknown_domain');
