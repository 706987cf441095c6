import type { EmailContent, Locale } from './layout.ts';

/** Emails about registrations that staff look at, and about invitations. */
export type RegistrationEmailKind =
  | 'registration_approved'
  | 'registration_refused'
  | 'registration_expired'
  | 'registrations_wait'
  | 'campus_invitation';

export interface RegistrationEmailData {
  campus: string;
  name: string;
  url: string;
  /** For a refusal: why, and whether the person can still answer; `at` is when the data is erased. */
  registration?: { reason: string; mayObject: boolean };
  /** For `registrations_wait`: how many. */
  count?: number;
}
/** Formats a moment of an email. */
type Moment = (locale: Locale) => string;

type Templates = Record<RegistrationEmailKind, (data: RegistrationEmailData, moment: Moment) => EmailContent>;

export const registrationTemplates: Record<Locale, Templates> = {
  tr: {
    registration_approved: ({ campus, name, url }) => ({
      subject: `${campus} kaydın onaylandı`,
      greeting: `Merhaba ${name},`,
      paragraphs: ['Kaydına baktık, aramıza hoş geldin. Hesabın açık; hemen girebilirsin.'],
      button: { label: 'Kampüse gir', url },
      closing: 'Bu kaydı sen yapmadıysan bu mektubu yanıtlamadan kampüs yöneticilerine haber ver.',
    }),
    registration_refused: ({ campus, name, url, registration }, moment) => ({
      subject: `${campus} kaydın kabul edilmedi`,
      greeting: `Merhaba ${name},`,
      paragraphs: [
        'Kaydına baktık ve kabul etmedik. Nedeni:',
        registration?.reason ?? '',
        ...(registration?.mayObject
          ? [
              'Yanlış olduğunu düşünüyorsan giriş yapıp bir kez yanıt yazabilirsin. Yanıtına başka biri bakar.',
            ]
          : []),
        `Verdiğin bilgiler ${moment('tr')} (Türkiye saati) tarihinde silinir. Ondan sonra yeniden kayıt olabilirsin. Beklemek istemezsen giriş yapıp hemen silebilirsin.`,
      ],
      button: { label: 'Kaydıma bak', url },
      closing: 'Bu kaydı sen yapmadıysan bir şey yapman gerekmiyor.',
    }),
    registration_expired: ({ campus, name, url }) => ({
      subject: `${campus} kaydına bakılamadı`,
      greeting: `Merhaba ${name},`,
      paragraphs: [
        'Kaydın 30 gün bekledi, bu sürede kimse karar vermedi. Bunun için özür dileriz. Verdiğin bilgileri sildik.',
        'İstersen yeniden kayıt olabilirsin.',
      ],
      button: { label: 'Yeniden kayıt ol', url },
      closing: 'Yapman gereken başka bir şey yok.',
    }),
    registrations_wait: ({ campus, name, url, count = 0 }) => ({
      subject: `${campus}: bir günden uzun süredir bekleyen kayıt var`,
      greeting: `Merhaba ${name},`,
      paragraphs: [`${count} kişi bir günden uzun süredir kaydına bakılmasını bekliyor.`],
      button: { label: 'Kayıtlara bak', url },
      closing: 'Bekleyen oldukça günde bir kez yazarız.',
    }),
    campus_invitation: ({ campus, url }, moment) => ({
      subject: `${campus} seni davet ediyor`,
      greeting: 'Merhaba,',
      paragraphs: [
        `${campus} yöneticileri bu adresi kampüs ağına davet etti. Kayıt olurken bu adresi kullan; adresin sana ait olduğunu bir kodla doğrularsın.`,
        `Davet ${moment('tr')} (Türkiye saati) tarihine kadar geçerli ve yalnız bu adresle kullanılabilir.`,
      ],
      button: { label: 'Kayıt ol', url },
      closing: 'Zaten üyeysen ya da katılmak istemiyorsan bu mektubu silmen yeter.',
    }),
  },
  en: {
    registration_approved: ({ campus, name, url }) => ({
      subject: `Your ${campus} registration is approved`,
      greeting: `Hello ${name},`,
      paragraphs: ['We looked at your registration: welcome. Your account is open, and you can come in now.'],
      button: { label: 'Open the campus', url },
      closing: 'If you didn’t register, tell the administrators of the campus.',
    }),
    registration_refused: ({ campus, name, url, registration }, moment) => ({
      subject: `Your ${campus} registration wasn’t accepted`,
      greeting: `Hello ${name},`,
      paragraphs: [
        'We looked at your registration and didn’t accept it. The reason:',
        registration?.reason ?? '',
        ...(registration?.mayObject
          ? ['If you think that is wrong, sign in and answer once. Somebody else will look at your answer.']
          : []),
        `What you told us is erased on ${moment('en')} (Istanbul time). After that you can register again. If you don’t want to wait, sign in and erase it at once.`,
      ],
      button: { label: 'See my registration', url },
      closing: 'If you didn’t register, you don’t need to do anything.',
    }),
    registration_expired: ({ campus, name, url }) => ({
      subject: `Nobody got to your ${campus} registration`,
      greeting: `Hello ${name},`,
      paragraphs: [
        'Your registration waited for 30 days, and nobody decided about it. We’re sorry. We have erased what you told us.',
        'You can register again if you like.',
      ],
      button: { label: 'Register again', url },
      closing: 'There is nothing else you need to do.',
    }),
    registrations_wait: ({ campus, name, url, count = 0 }) => ({
      subject: `${campus}: registrations have waited for more than a day`,
      greeting: `Hello ${name},`,
      paragraphs: [
        count === 1
          ? 'One person has waited for more than a day for somebody to look at their registration.'
          : `${count} people have waited for more than a day for somebody to look at their registrations.`,
      ],
      button: { label: 'Look at the registrations', url },
      closing: 'We write once a day as long as somebody waits.',
    }),
    campus_invitation: ({ campus, url }, moment) => ({
      subject: `An invitation to ${campus}`,
      greeting: 'Hello,',
      paragraphs: [
        `The administrators of ${campus} have invited this address to the campus network. Register with this address; a code proves that it is yours.`,
        `The invitation is valid until ${moment('en')} (Istanbul time), and for this address only.`,
      ],
      button: { label: 'Register', url },
      closing: 'If you are a member already, or don’t want to join, just delete this email.',
    }),
  },
};
