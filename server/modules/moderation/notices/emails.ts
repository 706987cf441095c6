import type { LogHead } from '@chitlaq/protocol/moderation-log';
import { isolate } from '@chitlaq/text';
import type { EmailContent } from '../../auth/index.ts';
import type { CampusRule } from '../rules/schemas.ts';
import type { SuspendedMember } from './queries.ts';

const dateIn = (locale: SuspendedMember['locale'], date: Date): string =>
  new Intl.DateTimeFormat(locale, {
    dateStyle: 'long',
    timeStyle: 'short',
    timeZone: 'Europe/Istanbul',
  }).format(date);

const greetingOf = ({ locale, displayName }: Pick<SuspendedMember, 'locale' | 'displayName'>): string =>
  locale === 'tr' ? `Merhaba ${isolate(displayName)},` : `Hello ${isolate(displayName)},`;

/** Rule, reason and end of a suspension, and where to appeal. */
export function suspensionEmail(
  member: SuspendedMember,
  { reason, endsAt }: { reason: string | null; endsAt: Date | null },
  rule: CampusRule | undefined,
  url: string,
): EmailContent {
  const { locale } = member;
  const reasons = reason === null ? [] : [reason];
  if (locale === 'tr')
    return {
      subject: 'Hesabın askıya alındı',
      greeting: greetingOf(member),
      paragraphs: [
        'Kampüs hesabın askıya alındı. Gönderilerin ve profilin şimdilik görünmüyor; hiçbir şey silinmedi.',
        ...(rule ? [`Kural: ${rule.titleTr}. ${rule.textTr}`] : []),
        ...reasons,
        endsAt === null
          ? 'Askı, biri kaldırana kadar sürer.'
          : `Askı ${dateIn(locale, endsAt)} tarihinde kendiliğinden biter.`,
      ],
      button: { label: 'Kararı gör ve itiraz et', url },
      closing: 'Giriş yapınca kararı okuyabilir, bir kez itiraz edebilirsin. İtirazına başka biri bakar.',
    };
  return {
    subject: 'Your account was suspended',
    greeting: greetingOf(member),
    paragraphs: [
      'Your campus account was suspended. Your posts and profile are hidden for now; nothing was deleted.',
      ...(rule ? [`Rule: ${rule.titleEn}. ${rule.textEn}`] : []),
      ...reasons,
      endsAt === null
        ? 'The suspension lasts until someone lifts it.'
        : `The suspension ends by itself on ${dateIn(locale, endsAt)}.`,
    ],
    button: { label: 'Read the decision and appeal', url },
    closing: 'After you sign in you can read the decision and appeal once. Somebody else decides on it.',
  };
}

/** The outcome of an appeal, for a member whose suspension stands. */
export function appealRejectedEmail(member: SuspendedMember, url: string): EmailContent {
  if (member.locale === 'tr')
    return {
      subject: 'İtirazın incelendi',
      greeting: greetingOf(member),
      paragraphs: ['İtirazın incelendi; karar yerinde kaldı. Yanıtı giriş yapınca okuyabilirsin.'],
      button: { label: 'Yanıtı oku', url },
      closing: 'Bu karara yeniden itiraz edilemez.',
    };
  return {
    subject: 'Your appeal was reviewed',
    greeting: greetingOf(member),
    paragraphs: ['Your appeal was reviewed and the decision stands. Sign in to read the answer.'],
    button: { label: 'Read the answer', url },
    closing: 'There is no second appeal against this decision.',
  };
}

/** A published head of the log, for an auditor to keep. */
export function logHeadEmail(
  auditor: Pick<SuspendedMember, 'locale' | 'displayName'>,
  { day, seq, hash }: LogHead,
  url: string,
): EmailContent {
  if (auditor.locale === 'tr')
    return {
      subject: `Moderasyon kaydı, ${day}: ${seq}. işlem`,
      greeting: greetingOf(auditor),
      paragraphs: [
        `Kayıt ${day} gününün sonunda (UTC) ${seq} işlem içeriyordu. Son işlemin özeti:`,
        hash,
        'Bu e-postayı sakla. Kayıt sonradan değiştirilirse ya da kısaltılırsa bu özet artık tutmaz.',
      ],
      button: { label: 'Yayımlanan özetleri gör', url },
      closing: 'Bu e-postayı denetçi olduğun için aldın. Yeni işlem olmayan günlerde e-posta gönderilmez.',
    };
  return {
    subject: `Moderation log, ${day}: entry ${seq}`,
    greeting: greetingOf(auditor),
    paragraphs: [
      `At the end of ${day} (UTC) the log had ${seq} entries. The hash of the last one:`,
      hash,
      'Keep this email. If the log is changed or cut short later, this hash no longer fits.',
    ],
    button: { label: 'See the published hashes', url },
    closing: 'You get this email because you are an auditor. No email is sent for days without new entries.',
  };
}
