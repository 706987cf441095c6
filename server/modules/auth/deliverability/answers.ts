/** What an answer of a mail server means. The admin app says each in words, with what to do. */
export const REASONS = [
  'unknown_mailbox',
  'unknown_domain',
  'mailbox_full',
  'unauthenticated',
  'blocked',
  'relay_denied',
  'rate_limited',
  'greylisted',
  'too_large',
  'authentication',
  'tls',
  'unreachable',
  'other',
] as const;
export type Reason = (typeof REASONS)[number];

/** An answer of a mail server, or why there was none. */
export interface Answer {
  /** As in 550; 0 if no server answered. */
  code: number;
  /** As in 5.1.1; empty if the server gives none. */
  enhanced: string;
  /** In one line, without addresses and ids. */
  text: string;
  reason: Reason;
  /** The server refuses this email for good. Faults of the connection and of the sign-in at the server never do. */
  isRefusal: boolean;
}

/** What nodemailer throws. */
interface SmtpError {
  message?: string;
  code?: string;
  originalCode?: string;
  command?: string;
  responseCode?: number;
  response?: string;
}

const LONGEST_READ = 2_000;
const LONGEST_TEXT = 300;
const ENHANCED = /(?<![\d.])([245]\.\d{1,3}\.\d{1,3})(?!\.?\d)/;

const byStatus: readonly [RegExp, Reason][] = [
  [/^5\.1\.(?:1|3|6|10)$|^5\.2\.1$/, 'unknown_mailbox'],
  [/^[45]\.1\.2$|^[45]\.4\.[34]$/, 'unknown_domain'],
  [/^[45]\.2\.2$/, 'mailbox_full'],
  [/^[45]\.3\.4$|^5\.2\.3$/, 'too_large'],
  [/^4\.7\./, 'rate_limited'],
  [/^5\.7\.(?:1|2\d|5\d\d)$/, 'unauthenticated'],
  [/^5\.7\.(?:6|7)\d\d$/, 'blocked'],
];
/** Servers say more in words than with a code: these go first. */
const byWords: readonly [RegExp, Reason][] = [
  [/gr[ea]ylist/i, 'greylisted'],
  [/spamhaus|barracuda|spamcop|black ?list|block ?list|blocklisted|\brbl\b|dnsbl|reputation/i, 'blocked'],
  [/relay(?:ing)? (?:access )?(?:denied|not permitted|not allowed)|unable to relay/i, 'relay_denied'],
];
/** For servers without enhanced codes. */
const byPlainWords: readonly [RegExp, Reason][] = [
  [
    /user unknown|unknown (?:user|mailbox|recipient)|no such (?:user|mailbox|recipient|person)|(?:user|mailbox|recipient|account).{0,30}(?:not found|does not exist|doesn't exist|unavailable)/i,
    'unknown_mailbox',
  ],
  [/quota|mailbox.{0,20}full|over ?quota/i, 'mailbox_full'],
  [/rate.?limit|too many|try again later|throttl/i, 'rate_limited'],
  [/\b(?:spf|dkim|dmarc)\b/i, 'unauthenticated'],
];
const byError: Readonly<Record<string, Reason>> = {
  EAUTH: 'authentication',
  ETLS: 'tls',
  EREQUIRETLS: 'tls',
  ETIMEDOUT: 'unreachable',
  EDNS: 'unreachable',
  ESOCKET: 'unreachable',
  ECONNECTION: 'unreachable',
  EPROTOCOL: 'unreachable',
};
/** Faults in certificates reach us as faults of the connection. */
const IS_TLS = /certificate|self.signed|\btls\b|\bssl\b|CERT_|ERR_TLS|wrong version number/i;

const firstMatch = (table: readonly [RegExp, Reason][], text: string): Reason | undefined =>
  table.find(([pattern]) => pattern.test(text))?.[1];

function reasonOf(code: number, enhanced: string, text: string): Reason {
  return (
    firstMatch(byWords, text) ??
    firstMatch(byStatus, enhanced) ??
    firstMatch(byPlainWords, text) ??
    (code === 421 || code === 450 || code === 451 ? 'rate_limited' : 'other')
  );
}

/** Zero for a number that is no code of SMTP: the library takes any number in front, and the database keeps no larger ones. */
const codeIn = ({ responseCode = 0 }: SmtpError): number =>
  responseCode >= 200 && responseCode < 600 ? responseCode : 0;

/**
 * Reads what `mail.send` threw.
 * @param recipient  the address, which the text no longer contains
 */
export function answerOf(error: unknown, recipient: string): Answer {
  const { code: kind = '', command = '', response = '', message = '' } = error as SmtpError;
  const { originalCode = '' } = error as SmtpError;
  const responseCode = codeIn(error as SmtpError);
  const isAboutEmail = responseCode > 0 && /^(?:MAIL FROM|RCPT TO|DATA)/.test(command);
  const said = response || message;
  const text = maskedAnswer(said, recipient);
  if (isAboutEmail) {
    const enhanced = ENHANCED.exec(said)?.[1] ?? '';
    const reason = reasonOf(responseCode, enhanced, said);
    return { code: responseCode, enhanced, text, reason, isRefusal: responseCode >= 500 };
  }
  const reason =
    kind === 'EAUTH' ? 'authentication' : IS_TLS.test(`${originalCode} ${said}`) ? 'tls' : byError[kind];
  return {
    code: responseCode,
    enhanced: ENHANCED.exec(response)?.[1] ?? '',
    text,
    reason: reason ?? 'other',
    isRefusal: false,
  };
}

/** Whether an email to this recipient cannot arrive, today or tomorrow: then it is not sent again. */
export const isForGood = ({ isRefusal, reason }: Answer): boolean =>
  isRefusal && reason === 'unknown_mailbox';

/**
 * An answer as staff read it: one line without email addresses, the recipient's name and ids. Host names and the addresses of machines
 * stay, because block lists name ours.
 */
export function maskedAnswer(said: string, recipient: string): string {
  const name = recipient.slice(0, recipient.lastIndexOf('@'));
  const bare = name.replace(/\+.*$/, '');
  const masked = said
    .slice(0, LONGEST_READ)
    .normalize('NFC')
    // The code stands before each line.
    .replace(/^([245]\d\d)-/, '$1 ')
    .replaceAll(/\r?\n[245]\d\d[- ]/g, ' ')
    // A server could turn the direction of the page around.
    .replaceAll(/[\p{C}\s]+/gu, ' ')
    .replaceAll(/[^\s@<>()[\]"',;:]+@[^\s@<>()[\]"',;]+/g, '…@…')
    .replaceAll(nameOrNothing(name), '…')
    .replaceAll(nameOrNothing(bare), '…')
    .replaceAll(/[\w+=/-]+/g, (token) => (isId(token) ? '…' : token))
    .trim();
  const characters = [...masked];
  return characters.length > LONGEST_TEXT ? `${characters.slice(0, LONGEST_TEXT - 1).join('')}…` : masked;
}

/** The name as a word of its own, in any case. Only signs of the syntax are escaped: another one after a backslash is an error here. */
const nameOrNothing = (name: string): RegExp =>
  name === ''
    ? /(?!)/g
    : new RegExp(
        `(?<![\\p{L}\\p{N}])${name.replaceAll(/[\\^$.*+?()[\]{}|]/g, '\\$&')}(?![\\p{L}\\p{N}])`,
        'giu',
      );

/** Letters and digits mixed, or many digits: a queue's or a session's id. Codes such as 550 and 5.1.1 are shorter. */
const isId = (token: string): boolean =>
  /\d{5,}/.test(token) || (token.length >= 6 && /[a-z]/i.test(token) && /\d/.test(token));
