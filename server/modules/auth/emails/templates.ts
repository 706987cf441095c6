import type { EmailContent, Locale } from './layout.ts';

export type EmailKind =
  | 'verify_email'
  | 'already_registered'
  | 'reset_password'
  | 'password_changed'
  | 'confirm_sign_in'
  | 'new_sign_in'
  | 'mfa_on'
  | 'mfa_off'
  | 'recovery_code_used'
  | 'owner_invitation';

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
  verify_email: ({ username, url, code }) => ({
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
  reset_password: ({ name, url }) => ({
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
  owner_invitation: ({ url }) => ({
    subject: 'ChitLaq kampüsün hazır',
    greeting: 'Merhaba,',
    paragraphs: [
      `ChitLaq ${new URL(url).host} adresinde kuruldu ve sahibi olarak sen seçildin.`,
      'Bu mektubun geldiği adresle kayıt ol. Adresini doğruladığında kampüsün sahibi olursun: yöneticileri, moderatörleri ve kimlerin katılabileceğini sen belirlersin.',
    ],
    button: { label: 'Kayıt ol', url },
    closing: 'Kampüsü sen kurmadıysan ya da kurulduğunu bilmiyorsan bu mektubu silmen yeter.',
  }),
};

const english: Record<EmailKind, EmailTemplate> = {
  verify_email: ({ username, url, code }) => ({
    subject: `${code} is your ChitLaq verification code`,
    greeting: 'Hello,',
    paragraphs: [
      `Your account @${username} is almost ready. Press the button to confirm your address, or enter the code on the page.`,
    ],
    button: { label: 'Confirm my email', url },
    code: { label: 'Your verification code', value: code },
    closing:
      'The link and code are valid for 24 hours. If you didn’t create this account, just delete this email. Nobody can sign in as you.',
  }),
  already_registered: ({ name, url }) => ({
    subject: 'You already have a ChitLaq account',
    greeting: `Hello ${name},`,
    paragraphs: [
      'Someone just tried to register with this address. It already belongs to an account, so no new account was created.',
      'If that was you, just sign in. If you forgot your password, you can reset it from the sign-in page.',
    ],
    button: { label: 'Sign in', url },
    closing: 'If it wasn’t you, you don’t need to do anything. Your account hasn’t been touched.',
  }),
  reset_password: ({ name, url }) => ({
    subject: 'Reset your ChitLaq password',
    greeting: `Hello ${name},`,
    paragraphs: ['You asked to reset your password. Press the button to choose a new one.'],
    button: { label: 'Choose a new password', url },
    closing:
      'The link is valid for 30 minutes and works once. If you didn’t ask for this, delete this email; your password stays the same.',
  }),
  password_changed: ({ name, url }) => ({
    subject: 'Your ChitLaq password was changed',
    greeting: `Hello ${name},`,
    paragraphs: ['Your password was just changed, and your other sessions have ended.'],
    button: { label: 'This wasn’t me', url },
    closing: 'If this was you, you don’t need to do anything.',
  }),
  confirm_sign_in: ({ name, url }) => ({
    subject: 'Confirm your ChitLaq sign-in',
    greeting: `Hello ${name},`,
    paragraphs: [
      'Many wrong passwords were tried on your account in the last hour, so we’ve temporarily blocked sign-ins from devices we don’t recognise.',
      'If you just entered the correct password, use this link to sign in.',
    ],
    button: { label: 'Confirm sign-in', url },
    closing:
      'The link is valid for 15 minutes. If this wasn’t you, don’t share the link with anyone, and change your password.',
  }),
  new_sign_in: ({ name, url, device, at }) => ({
    subject: 'New sign-in to your ChitLaq account',
    greeting: `Hello ${name},`,
    paragraphs: [
      'Someone signed in to your account from a device we haven’t seen before.',
      ...(at ? [`Time: ${formatMoment('en', at)} (Istanbul time)`] : []),
      ...(device ? [`Device: ${device}`] : []),
    ],
    button: { label: 'Review my sessions', url },
    closing:
      'If this was you, you don’t need to do anything. If not, end that session and change your password.',
  }),
  mfa_on: ({ name, url }) => ({
    subject: 'Two-factor was turned on for your ChitLaq account',
    greeting: `Hello ${name},`,
    paragraphs: [
      'Two-factor was just turned on for your account. Signing in now takes a code as well as your password.',
    ],
    button: { label: 'Review my sessions', url },
    closing:
      'If this was you, you don’t need to do anything. If not, end your other sessions, change your password and contact your campus administrators.',
  }),
  mfa_off: ({ name, url }) => ({
    subject: 'Two-factor was turned off for your ChitLaq account',
    greeting: `Hello ${name},`,
    paragraphs: ['Two-factor was just turned off for your account. Signing in now takes only your password.'],
    button: { label: 'Review my sessions', url },
    closing:
      'If this was you, you don’t need to do anything. If not, end your other sessions and change your password right away.',
  }),
  recovery_code_used: ({ name, url }) => ({
    subject: 'A recovery code for your ChitLaq account was used',
    greeting: `Hello ${name},`,
    paragraphs: ['One of your account’s recovery codes was just used. Each code works once.'],
    button: { label: 'Review my sessions', url },
    closing:
      'If this was you, you don’t need to do anything. If not, end your other sessions and change your password.',
  }),
  owner_invitation: ({ url }) => ({
    subject: 'Your ChitLaq campus is ready',
    greeting: 'Hello,',
    paragraphs: [
      `ChitLaq is installed at ${new URL(url).host}, and you are its owner.`,
      'Register with the address that this email came to. When you confirm it, you become the owner: you choose administrators, moderators and who may join.',
    ],
    button: { label: 'Create your account', url },
    closing: 'If you didn’t install it and don’t know who did, just delete this email.',
  }),
};

/** The subject and text of an email in a language. */
export const writeEmail = (kind: EmailKind, locale: Locale, data: EmailData): EmailContent =>
  (locale === 'tr' ? turkish : english)[kind](data);
