import { type EmailParts, matchesUniversityRule, parseEmail } from '@chitlaq/text';
import type { Context } from '../../../platform/context.ts';
import { findAdmittingRule } from '../universities/service.ts';
import type { AddressPreview, AddressPreviewBody } from './schemas.ts';
import { findRulesForDomains, findUniversityOfDomains, type PreviewRule } from './universities.queries.ts';

const previewOf = (verdict: AddressPreview['verdict'], rule?: PreviewRule): AddressPreview => ({
  verdict,
  university: rule ? { id: rule.universityId, name: rule.universityName } : null,
  affiliation: verdict === 'allowed' && rule ? rule.affiliation : null,
  rule: rule
    ? { id: rule.id, domain: rule.domain, includeSubdomains: rule.includeSubdomains, prefix: rule.prefix }
    : null,
});

const domainAndParents = (domain: string): string[] => {
  const labels = domain.split('.');
  return labels.map((_, index) => labels.slice(index).join('.')).filter((part) => part.includes('.'));
};

/**
 * Whether an address may register, and by which rule, or the first reason why not. Applies the same rule as registration. Writes
 * nothing, and does not reveal whether the address has an account.
 */
export async function previewAddress(ctx: Context, { email }: AddressPreviewBody): Promise<AddressPreview> {
  const parts = parseEmail(email);
  if (typeof parts === 'string') return previewOf('not_an_address');
  const domains = domainAndParents(parts.domain);
  const [admittingRule, rules] = await Promise.all([
    findAdmittingRule(ctx, parts),
    findRulesForDomains(ctx.db, domains),
  ]);
  if (admittingRule) {
    const { domain, prefix, includeSubdomains } = admittingRule;
    return previewOf(
      'allowed',
      rules.find(
        (rule) =>
          rule.domain === domain && rule.prefix === prefix && rule.includeSubdomains === includeSubdomains,
      ),
    );
  }
  return refusalPreview(parts, rules) ?? cataloguePreview(await findUniversityOfDomains(ctx.db, domains));
}

/** Why none of these rules admits the address: the nearest miss first. */
function refusalPreview(parts: EmailParts, rules: PreviewRule[]): AddressPreview | undefined {
  const closedRule = rules.find((rule) => matchesUniversityRule(parts, rule));
  if (closedRule) return previewOf('university_closed', closedRule);
  const otherPrefixRule = rules.find((rule) => matchesUniversityRule(parts, { ...rule, prefix: '' }));
  if (otherPrefixRule) return previewOf('prefix_not_allowed', otherPrefixRule);
  return rules[0] && previewOf('subdomain_not_covered', rules[0]);
}

const cataloguePreview = (university: { id: string; name: string } | undefined): AddressPreview =>
  university ? { ...previewOf('no_rules'), university } : previewOf('unknown_domain');
