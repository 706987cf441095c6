import type { Schemas } from '@chitlaq/client';

export type University = Schemas['ManagedUniversity'];
export type Rule = Schemas['UniversityRule'];

export const STATES = ['open', 'closed'] as const;
export const AFFILIATIONS = ['student', 'staff', 'alumni'] as const;
export const MAILBOX_RULES = ['exact', 'plus', 'dots_plus'] as const;

/** The addresses that a rule covers, in readable form: "b…@metu.edu.tr". Never breaks before the "@". */
export const formatRule = (rule: Pick<Rule, 'domain' | 'includeSubdomains' | 'prefix'>): string =>
  `${rule.prefix}…\u2060@${rule.includeSubdomains ? '(…)' : ''}${rule.domain}`;

/** The name of a country in the viewer's language. */
export function countryName(code: string, locale: string): string {
  try {
    return new Intl.DisplayNames(locale, { type: 'region' }).of(code) ?? code;
  } catch {
    return code; // the catalogue contains some values that are not country codes
  }
}
