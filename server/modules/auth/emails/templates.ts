import type { EmailContent, Locale } from './layout.ts';

export type EmailKind =
  | 'verify'
  | 'already_registered'
  | 'reset'
  | 'password_changed'
  | 'confirm_sign_in'
  | 'new_sign_in'
  | 'mfa_on'
  | 'mfa_off'
  | 'recovery_code_used';

export interface EmailData {
  /** Display name of the recipient. */
  name: string;
  username: string;
  /** The page that the button opens. */
  url: string;
  code: string;
  /** For `new_sign_in`: the device's name for itself, and the time as ISO 8601. */
  device?: string;
  at?: string;
}

const formatMoment = (locale: Locale, at: string | undefined) =>
  at === undefined
    ? ''
    : new Intl.DateTimeFormat(locale, {
        dateStyle: 'long',
        timeStyle: 'short',
        timeZone: 'Europe/Istanbul',
      }).format(new Date(at));

type EmailTemplate = (data: EmailData) => EmailContent;

const turkish: Record<EmailKind, EmailTemplate> = {
  // Goes to an unverified address, so it must contain no text that a stranger chose, except the short username.
  verify: ({ username, url, code }) => ({
    subject: `${code} – ChitLaq doğrulama kodun`,
    greeting: 'Merhaba,',
    paragraphs: [
      `@${username} hesabın neredeyse hazır. Adresini doğrulamak için düğmeye bas ya da kodu sayfaya yaz.`,
    ],
    button: { label: 'Adresimi doğrula', url },
    code: { label: 'Doğrulama kodun', value: code },
    closing:
      'Bağlantı ve kod 24 saat geçerli. Bu hesabı sen açmadıysan bu mektubu silmen yeter; kimse senin adına giremez.',
  }),
  already_registered: ({ name, url }) => ({
    subject: 'Zaten bir ChitLaq hesabın var',
    greeting: `Merhaba ${name},`,
    paragraphs: [
      'Az önce bu adresle yeniden kayıt olunmak istendi. Adresin zaten bir hesaba bağlı, o yüzden yeni hesap açılmadı.',
      'Sen denediysen doğrudan giriş yapabilirsin; parolanı unuttuysan giriş sayfasından yenileyebilirsin.',
    ],
    button: { label: 'Giriş yap', url },
    closing: 'Sen denemediysen bir şey yapman gerekmiyor; hesabına kimse dokunmadı.',
  }),
  reset: ({ name, url }) => ({
    subject: 'ChitLaq parolanı yenile',
    greeting: `Merhaba ${name},`,
    paragraphs: ['Parolanı yenilemek istediğini duyduk. Yeni parolanı seçmek için düğmeye bas.'],
    button: { label: 'Yeni parola seç', url },
    closing:
      'Bağlantı 30 dakika geçerli ve bir kez kullanılır. Sen istemediysen bu mektubu sil; parolan aynı kalır.',
  }),
  password_changed: ({ name, url }) => ({
    subject: 'ChitLaq parolan değişti',
    greeting: `Merhaba ${name},`,
    paragraphs: ['Parolan az önce değiştirildi ve öteki oturumların kapatıldı.'],
    button: { label: 'Bunu ben yapmadım', url },
    closing: 'Sen değiştirdiysen her şey yolunda; bir şey yapman gerekmiyor.',
  }),
  confirm_sign_in: ({ name, url }) => ({
    subject: 'ChitLaq girişini onayla',
    greeting: `Merhaba ${name},`,
    paragraphs: [
      'Hesabına son bir saatte çok sayıda yanlış parola denendi, bu yüzden tanımadığımız cihazlara kapıyı bir süreliğine kapattık.',
      'Az önce doğru parolayla gelen sensen bu bağlantıyla girebilirsin.',
    ],
    button: { label: 'Girişi onayla', url },
    closing: 'Bağlantı 15 dakika geçerli. Sen değilsen bağlantıyı kimseyle paylaşma ve parolanı değiştir.',
  }),
  new_sign_in: ({ name, url, device, at }) => ({
    subject: 'ChitLaq hesabına yeni bir cihazdan girildi',
    greeting: `Merhaba ${name},`,
    paragraphs: [
      'Hesabına daha önce görmediğimiz bir cihazdan giriş yapıldı.',
      ...(at ? [`Zaman: ${formatMoment('tr', at)} (Türkiye saati)`] : []),
      ...(device ? [`Cihaz: ${device}`] : []),
    ],
    button: { label: 'Oturumlarıma bak', url },
    closing: 'Giren sensen bir şey yapman gerekmiyor. Değilsen o oturumu kapat ve parolanı değiştir.',
  }),
  mfa_on: ({ name, url }) => ({
    subject: 'ChitLaq hesabında iki adımlı doğrulama açıldı',
    greeting: `Merhaba ${name},`,
    paragraphs: [
      'Hesabında iki adımlı doğrulama az önce açıldı. Artık girişte parolanın yanında bir kod da istenir.',
    ],
    button: { label: 'Oturumlarıma bak', url },
    closing:
      'Açan sensen bir şey yapman gerekmiyor. Değilsen öteki oturumları kapat, parolanı değiştir ve yöneticilere yaz.',
  }),
  mfa_off: ({ name, url }) => ({
    subject: 'ChitLaq hesabında iki adımlı doğrulama kapatıldı',
    greeting: `Merhaba ${name},`,
    paragraphs: ['Hesabında iki adımlı doğrulama az önce kapatıldı. Girişte artık yalnızca parolan istenir.'],
    button: { label: 'Oturumlarıma bak', url },
    closing:
      'Kapatan sensen bir şey yapman gerekmiyor. Değilsen öteki oturumları kapat ve parolanı hemen değiştir.',
  }),
  recovery_code_used: ({ name, url }) => ({
    subject: 'ChitLaq hesabında bir kurtarma kodu kullanıldı',
    greeting: `Merhaba ${name},`,
    paragraphs: ['Hesabının kurtarma kodlarından biri az önce kullanıldı. Her kod bir kez geçerlidir.'],
    button: { label: 'Oturumlarıma bak', url },
    closing:
      'Kullanan sensen bir şey yapman gerekmiyor. Değilsen öteki oturumları kapat ve parolanı değiştir.',
  }),
};

const english: Record<EmailKind, EmailTemplate> = {
  verify: ({ username, url, code }) => ({
    subject: `${code} is your ChitLaq code`,
    greeting: 'Hello,',
    paragraphs: [
      `Your account @${username} is nearly ready. Press the button to confirm your address, or type the code on the page.`,
    ],
    button: { label: 'Confirm my address', url },
    code: { label: 'Your code', value: code },
    closing:
      'Link and code are good for 24 hours. If you did not open this account, just delete this letter; nobody can get in as you.',
  }),
  already_registered: ({ name, url }) => ({
    subject: 'You already have a ChitLaq account',
    greeting: `Hello ${name},`,
    paragraphs: [
      'Somebody just tried to register with this address. It belongs to an account already, so no new one was made.',
      'If that was you, simply sign in; if you forgot your password, you can set a new one from the sign-in page.',
    ],
    button: { label: 'Sign in', url },
    closing: 'If it was not you, there is nothing to do; nobody has touched your account.',
  }),
  reset: ({ name, url }) => ({
    subject: 'Set a new ChitLaq password',
    greeting: `Hello ${name},`,
    paragraphs: ['We heard that you want a new password. Press the button to choose one.'],
    button: { label: 'Choose a new password', url },
    closing:
      'The link is good for 30 minutes, once. If you did not ask for it, delete this letter; your password stays as it is.',
  }),
  password_changed: ({ name, url }) => ({
    subject: 'Your ChitLaq password has changed',
    greeting: `Hello ${name},`,
    paragraphs: ['Your password was changed just now, and your other sessions were ended.'],
    button: { label: 'That was not me', url },
    closing: 'If it was you, all is well and there is nothing to do.',
  }),
  confirm_sign_in: ({ name, url }) => ({
    subject: 'Confirm your ChitLaq sign-in',
    greeting: `Hello ${name},`,
    paragraphs: [
      'Many wrong passwords were tried on your account within the last hour, so for a while we keep the door shut to devices we do not know.',
      'If it was you who came with the right password just now, this link lets you in.',
    ],
    button: { label: 'Confirm the sign-in', url },
    closing:
      'The link is good for 15 minutes. If it was not you, share it with nobody and change your password.',
  }),
  new_sign_in: ({ name, url, device, at }) => ({
    subject: 'A new device signed in to your ChitLaq account',
    greeting: `Hello ${name},`,
    paragraphs: [
      'Somebody signed in to your account from a device we have not seen before.',
      ...(at ? [`Time: ${formatMoment('en', at)} (Istanbul time)`] : []),
      ...(device ? [`Device: ${device}`] : []),
    ],
    button: { label: 'See my sessions', url },
    closing: 'If it was you, there is nothing to do. If not, end that session and change your password.',
  }),
  mfa_on: ({ name, url }) => ({
    subject: 'Two-factor was switched on for your ChitLaq account',
    greeting: `Hello ${name},`,
    paragraphs: [
      'Two-factor was switched on for your account just now. Signing in asks for a code besides your password.',
    ],
    button: { label: 'See my sessions', url },
    closing:
      'If it was you, there is nothing to do. If not, end the other sessions, change your password and write to the people who run your campus.',
  }),
  mfa_off: ({ name, url }) => ({
    subject: 'Two-factor was switched off for your ChitLaq account',
    greeting: `Hello ${name},`,
    paragraphs: [
      'Two-factor was switched off for your account just now. Signing in asks for your password alone.',
    ],
    button: { label: 'See my sessions', url },
    closing:
      'If it was you, there is nothing to do. If not, end the other sessions and change your password now.',
  }),
  recovery_code_used: ({ name, url }) => ({
    subject: 'A recovery code of your ChitLaq account was used',
    greeting: `Hello ${name},`,
    paragraphs: ['One of the recovery codes of your account was used just now. Each code works once.'],
    button: { label: 'See my sessions', url },
    closing:
      'If it was you, there is nothing to do. If not, end the other sessions and change your password.',
  }),
};

export const writeEmail = (kind: EmailKind, locale: Locale, data: EmailData): EmailContent =>
  (locale === 'tr' ? turkish : english)[kind](data);
