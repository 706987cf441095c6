/** A mailbox in lower case, validated by {@link parseEmail}. */
export type EmailParts = { local: string; domain: string };

export type EmailProblem =
  | 'empty'
  | 'too_long'
  | 'not_ascii'
  | 'no_at'
  | 'many_at'
  | 'quoted'
  | 'bad_characters'
  | 'local_too_long'
  | 'bad_dots'
  | 'bad_local'
  | 'bad_domain'
  | 'punycode';

/**
 * Which addresses of a domain are the same mailbox: each its own (`exact`), `name+anything` as `name`
 * (`plus`), or also ignoring dots (`dots_plus`). The operator knows how the domain delivers.
 */
export type MailboxRule = 'exact' | 'plus' | 'dots_plus';

/** Who may register. `prefix`: the beginning of the local part; an empty one allows the whole domain. */
export type UniversityRule = { domain: string; includeSubdomains: boolean; prefix: string };

const ADDRESS_MAX = 254;
const LOCAL_MAX = 64;
const DOMAIN_MAX = 253;

const NOT_ASCII = /[^\0-\x7f]/;
// Letters, digits and the few symbols of real mailboxes. `%` and `!` are excluded on purpose: old mail
// servers read "user%evil.example@campus.example" as an instruction to relay the email.
const ALLOWED = /^[A-Za-z0-9._+'@-]*$/;
const BAD_DOTS = /^\.|\.$|\.\./;
const LOCAL = /^[a-z0-9_]/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const TOP_LABEL = /^[a-z]{2,63}$/;

/**
 * Parses an address for registration, in lower case, or returns the problem.
 *
 * Far stricter than RFC 5321, because an address proves membership of a university: no quoting, no comments,
 * no address literals, nothing outside ASCII and no punycode, so that no look-alike passes. White space is
 * refused, too; a form may trim first.
 */
export function parseEmail(address: string): EmailParts | EmailProblem {
  if (address === '') return 'empty';
  if (address.length > ADDRESS_MAX) return 'too_long';
  if (NOT_ASCII.test(address)) return 'not_ascii';
  if (/["\\]/.test(address)) return 'quoted';
  if (!ALLOWED.test(address)) return 'bad_characters';

  const [local, domain, ...more] = address.toLowerCase().split('@');
  if (local === undefined || domain === undefined) return 'no_at';
  if (more.length > 0) return 'many_at';
  if (local.length > LOCAL_MAX) return 'local_too_long';
  if (BAD_DOTS.test(local) || BAD_DOTS.test(domain)) return 'bad_dots';
  if (!LOCAL.test(local)) return 'bad_local';
  return domainProblem(domain) ?? { local, domain };
}

function domainProblem(domain: string): EmailProblem | null {
  const labels = domain.split('.');
  if (domain.length > DOMAIN_MAX || labels.length < 2) return 'bad_domain';
  if (labels.some((label) => label.startsWith('xn--'))) return 'punycode';
  if (!labels.every((label) => LABEL.test(label)) || !TOP_LABEL.test(labels.at(-1)!)) return 'bad_domain';
  return null;
}

/** The key that allows one account per mailbox. Not an address for sending email. */
export function canonicalMailbox({ local, domain }: EmailParts, rule: MailboxRule): string {
  // `parseEmail` accepts no local part that begins with a plus or a dot, so the result is never empty.
  const name = rule === 'exact' ? local : local.replace(/\+.*$/, '');
  return `${rule === 'dots_plus' ? name.replaceAll('.', '') : name}@${domain}`;
}

/**
 * Whether a rule admits an address. Domains are compared label by label: evilitu.edu.tr is not itu.edu.tr,
 * and cs.itu.edu.tr is only a part of it if the rule includes sub-domains. A rule without a domain admits
 * nobody.
 */
export function matchesUniversityRule({ local, domain }: EmailParts, rule: UniversityRule): boolean {
  const ruleDomain = rule.domain.toLowerCase();
  if (ruleDomain === '' || ruleDomain.startsWith('.')) return false;
  const isDomain = domain === ruleDomain || (rule.includeSubdomains && domain.endsWith(`.${ruleDomain}`));
  return isDomain && local.startsWith(rule.prefix.toLowerCase());
}
