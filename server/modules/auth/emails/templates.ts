import type { ApprovalState, SecurityEventKind } from '../tables.ts';
import type { EmailContent, Locale } from './layout.ts';
import {
  type RegistrationEmailData,
  type RegistrationEmailKind,
  registrationTemplates,
} from './registration-templates.ts';

export type EmailKind =
  | 'verify_email'
  | 'already_registered'
  | 'reset_password'
  | 'confirm_sign_in'
  | 'confirm_address'
  | 'address_in_use'
  | 'address_restored'
  | 'roles_changed'
  | 'owner_invitation'
  | 'approval_requested'
  | 'approval_closed'
  | RegistrationEmailKind
  | SecurityEventKind;

export interface EmailData extends Pick<RegistrationEmailData, 'registration' | 'count'> {
  /** Display name of the recipient. */
  name: string;
  username: string;
  /** The page that the button opens. */
  url: string;
  code: string;
  /** For a security event: what is known of the device, and the time as ISO 8601. */
  device?: string;
  at?: string;
  /** For `deletion_scheduled`: when the account is deleted, and when the last backup has expired. */
  deleteAt?: string;
  backupsUntil?: string;
  /** For `roles_changed`: the names of the roles in the recipient's language. */
  roles?: { given: string[]; taken: string[] };
  /** For a request that takes two people; `at` is when it is due. Without texts that somebody chose, except the short usernames. */
  approval?: {
    act: 'owner_granted' | 'owner_revoked' | 'mass_moderation';
    member: string;
    requester: string;
    needsSecond: boolean;
    state: ApprovalState;
  };
}

/** With the name of the campus, which is known when the email is sent. */
export interface EmailTexts extends EmailData {
  campus: string;
}

const formatMoment = (locale: Locale, at: string | undefined) =>
  at === undefined
    ? ''
    : new Intl.DateTimeFormat(locale, {
        dateStyle: 'long',
        timeStyle: 'short',
        timeZone: 'Europe/Istanbul',
      }).format(new Date(at));

/** Emails about security events differ in what happened; the rest is the same. */
interface SecurityEventTexts {
  hello: (name: string) => string;
  time: (moment: string) => string;
  device: (label: string) => string;
  /** What the button does. */
  undo: string;
  button: string;
  sessions: string;
  archive: string;
  signIn: string;
  closing: string;
  events: Record<
    SecurityEventKind,
    { subject: (campus: string) => string; happened: string; more?: (data: EmailTexts) => string[] }
  >;
}

const securityEvents: Record<Locale, SecurityEventTexts> = {
  tr: {
    hello: (name) => `Merhaba ${name},`,
    time: (moment) => `Zaman: ${moment} (Türkiye saati)`,
    device: (label) => `Cihaz: ${label}`,
    undo: 'Sen değilsen düğmeye bas: açılan sayfada hesabını geri alırsın. Bütün oturumlar kapanır, yeni eklenenler kaldırılır ve yeni bir parola seçersin.',
    button: 'Bunu ben yapmadım',
    sessions: 'Oturumlarıma bak',
    archive: 'Kopyayı indir',
    signIn: 'Giriş yap',
    closing: 'Sen yaptıysan bir şey yapman gerekmiyor. Bağlantı 7 gün geçerli.',
    events: {
      new_sign_in: {
        subject: (campus) => `${campus} hesabına yeni bir cihazdan girildi`,
        happened: 'Hesabına daha önce görmediğimiz bir cihazdan giriş yapıldı.',
      },
      password_changed: {
        subject: (campus) => `${campus} parolan değişti`,
        happened: 'Parolan az önce değiştirildi ve öteki oturumların kapatıldı.',
      },
      address_changed: {
        subject: (campus) => `${campus} hesabının e-posta adresi değişti`,
        happened:
          'Hesabın az önce başka bir e-posta adresine taşındı. Bu adrese artık mektup gelmez. Değişiklik 7 gün içinde geri alınabilir.',
      },
      passkey_added: {
        subject: (campus) => `${campus} hesabına geçiş anahtarı eklendi`,
        happened: 'Hesabına az önce bir geçiş anahtarı eklendi. Onunla parola sorulmadan girilir.',
      },
      passkey_removed: {
        subject: (campus) => `${campus} hesabından geçiş anahtarı kaldırıldı`,
        happened: 'Hesabının geçiş anahtarlarından biri az önce kaldırıldı. Onunla artık girilemez.',
      },
      mfa_on: {
        subject: (campus) => `${campus} hesabında iki adımlı doğrulama açıldı`,
        happened:
          'Hesabında iki adımlı doğrulama az önce açıldı. Artık girişte parolanın yanında bir kod da istenir.',
      },
      mfa_off: {
        subject: (campus) => `${campus} hesabında iki adımlı doğrulama kapatıldı`,
        happened: 'Hesabında iki adımlı doğrulama az önce kapatıldı. Girişte artık yalnızca parolan istenir.',
      },
      recovery_code_used: {
        subject: (campus) => `${campus} hesabında bir kurtarma kodu kullanıldı`,
        happened: 'Hesabının kurtarma kodlarından biri az önce kullanıldı. Her kod bir kez geçerlidir.',
      },
      archive_requested: {
        subject: (campus) => `${campus} hesabının kopyası istendi`,
        happened:
          'Az önce hesabının tam bir kopyası istendi: gönderilerin, mesajların, dosyaların ve ayarların. Hazır olunca yine yazacağız.',
      },
      archive_ready: {
        subject: (campus) => `${campus} hesabının kopyası hazır`,
        happened: 'Hesabının istenen kopyası hazır. Giriş yapınca birkaç gün boyunca indirebilirsin.',
      },
      account_deactivated: {
        subject: (campus) => `${campus} hesabın donduruldu`,
        happened:
          'Hesabın az önce donduruldu: profilini ve gönderilerini kimse görmüyor, bütün oturumların kapandı. Giriş yapınca her şey geri gelir.',
      },
      deletion_scheduled: {
        subject: (campus) => `${campus} hesabın silinecek`,
        happened: 'Hesabının silinmesi istendi. Hesabın şu andan itibaren kimseye görünmüyor.',
        more: ({ deleteAt, backupsUntil }) => [
          `${formatMoment('tr', deleteAt)} (Türkiye saati) itibarıyla içindekilerle birlikte kalıcı olarak silinecek. Yedeklerdeki son kopya da en geç ${formatMoment('tr', backupsUntil)} tarihinde silinir.`,
          'Vazgeçersen bu tarihten önce giriş yapıp hesabını geri alman yeter.',
        ],
      },
    },
  },
  en: {
    hello: (name) => `Hello ${name},`,
    time: (moment) => `Time: ${moment} (Istanbul time)`,
    device: (label) => `Device: ${label}`,
    undo: 'If it wasn’t you, press the button. On the page that opens you take your account back: all sessions end, what was just added is removed, and you choose a new password.',
    button: 'This wasn’t me',
    sessions: 'Review my sessions',
    archive: 'Download the copy',
    signIn: 'Sign in',
    closing: 'If this was you, you don’t need to do anything. The link is valid for 7 days.',
    events: {
      new_sign_in: {
        subject: (campus) => `New sign-in to your ${campus} account`,
        happened: 'Someone signed in to your account from a device we haven’t seen before.',
      },
      password_changed: {
        subject: (campus) => `Your ${campus} password was changed`,
        happened: 'Your password was just changed, and your other sessions have ended.',
      },
      address_changed: {
        subject: (campus) => `The email address of your ${campus} account was changed`,
        happened:
          'Your account was just moved to another email address. Nothing more will come to this one. The change can be undone for 7 days.',
      },
      passkey_added: {
        subject: (campus) => `A passkey was added to your ${campus} account`,
        happened: 'A passkey was just added to your account. It signs in without a password.',
      },
      passkey_removed: {
        subject: (campus) => `A passkey was removed from your ${campus} account`,
        happened: 'One of your account’s passkeys was just removed. It no longer signs in.',
      },
      mfa_on: {
        subject: (campus) => `Two-factor was turned on for your ${campus} account`,
        happened:
          'Two-factor was just turned on for your account. Signing in now takes a code as well as your password.',
      },
      mfa_off: {
        subject: (campus) => `Two-factor was turned off for your ${campus} account`,
        happened: 'Two-factor was just turned off for your account. Signing in now takes only your password.',
      },
      recovery_code_used: {
        subject: (campus) => `A recovery code for your ${campus} account was used`,
        happened: 'One of your account’s recovery codes was just used. Each code works once.',
      },
      archive_requested: {
        subject: (campus) => `A copy of your ${campus} account was requested`,
        happened:
          'A full copy of your account was just requested: your posts, messages, files and settings. We’ll write again when it’s ready.',
      },
      archive_ready: {
        subject: (campus) => `The copy of your ${campus} account is ready`,
        happened:
          'The copy of your account that was requested is ready. Sign in to download it within a few days.',
      },
      account_deactivated: {
        subject: (campus) => `Your ${campus} account was deactivated`,
        happened:
          'Your account was just deactivated: nobody sees your profile and posts, and all your sessions have ended. Everything comes back when you sign in.',
      },
      deletion_scheduled: {
        subject: (campus) => `Your ${campus} account will be deleted`,
        happened: 'The deletion of your account was requested. From now on nobody can see it.',
        more: ({ deleteAt, backupsUntil }) => [
          `On ${formatMoment('en', deleteAt)} (Istanbul time), it will be deleted for good with everything in it. The last copy in a backup expires on ${formatMoment('en', backupsUntil)} at the latest.`,
          'If you change your mind, sign in before that date and restore it.',
        ],
      },
    },
  },
};

function writeSecurityEvent(kind: SecurityEventKind, locale: Locale, data: EmailTexts): EmailContent {
  const { campus, name, url, device, at } = data;
  const texts = securityEvents[locale];
  const { subject, happened, more } = texts.events[kind];
  return {
    subject: subject(campus),
    greeting: texts.hello(name),
    paragraphs: [
      happened,
      ...(more?.(data) ?? []),
      ...(at ? [texts.time(formatMoment(locale, at))] : []),
      ...(device ? [texts.device(device)] : []),
      texts.undo,
    ],
    button: { label: texts.button, url },
    closing: texts.closing,
    // The former mailbox has no sessions any more.
    ...(kind === 'address_changed' ? {} : { footer: footerOf(kind, texts, url) }),
  };
}

function footerOf(kind: SecurityEventKind, texts: SecurityEventTexts, url: string) {
  const to = (label: string, path: string) => ({ label, url: new URL(path, url).href });
  if (kind === 'archive_ready') return to(texts.archive, '/my-data');
  // Of an account that rests, no session is open.
  if (kind === 'account_deactivated' || kind === 'deletion_scheduled') return to(texts.signIn, '/sign-in');
  return to(texts.sessions, '/settings/sessions');
}

type EmailTemplate = (data: EmailTexts) => EmailContent;
type PlainKind = Exclude<EmailKind, SecurityEventKind | RegistrationEmailKind>;

type ApprovalData = NonNullable<EmailData['approval']>;
const noApproval: ApprovalData = {
  act: 'owner_granted',
  member: '',
  requester: '',
  needsSecond: true,
  state: 'waiting',
};

/** What a request asks for, and what became of it. */
const approvalTexts = {
  tr: {
    act: ({ act, member }: ApprovalData) =>
      ({
        owner_granted: `@${member} kampüsün sahibi yapılsın`,
        owner_revoked: `@${member} artık kampüsün sahibi olmasın`,
        mass_moderation: 'tek kişiye bırakılmayacak kadar büyük bir toplu işlem yapılsın',
      })[act],
    decider: ({ act }: ApprovalData) => (act === 'mass_moderation' ? 'yönetici' : 'sahip'),
    states: {
      waiting: 'bekliyor',
      carried_out: 'yerine getirildi',
      refused: 'reddedildi',
      cancelled: 'durduruldu',
      expired: 'süresi dolduğu için kapandı',
      void: 'artık yerine getirilemediği için kapandı',
    },
  },
  en: {
    act: ({ act, member }: ApprovalData) =>
      ({
        owner_granted: `to make @${member} an owner of the campus`,
        owner_revoked: `to take the owner role from @${member}`,
        mass_moderation: 'to make a bulk act of moderation that is too large for one person',
      })[act],
    decider: ({ act }: ApprovalData) => (act === 'mass_moderation' ? 'administrator' : 'owner'),
    states: {
      waiting: 'is waiting',
      carried_out: 'was carried out',
      refused: 'was refused',
      cancelled: 'was stopped',
      expired: 'expired',
      void: 'was closed, because it can’t be carried out any more',
    },
  },
} satisfies Record<
  Locale,
  Record<'act' | 'decider', (data: ApprovalData) => string> & { states: Record<ApprovalState, string> }
>;

const turkish: Record<PlainKind, EmailTemplate> = {
  // Goes to an unverified address, so it must contain no text that a stranger chose, except the short username.
  verify_email: ({ campus, username, url, code }) => ({
    subject: `${code} – ${campus} doğrulama kodun`,
    greeting: 'Merhaba,',
    paragraphs: [
      `@${username} hesabın neredeyse hazır. Adresini doğrulamak için düğmeye bas ya da kodu sayfaya yaz.`,
    ],
    button: { label: 'Adresimi doğrula', url },
    code: { label: 'Doğrulama kodun', value: code },
    closing:
      'Bağlantı ve kod 24 saat geçerli. Bu hesabı sen açmadıysan bu mektubu silmen yeter; kimse senin adına giremez.',
  }),
  already_registered: ({ campus, name, url }) => ({
    subject: `Zaten bir ${campus} hesabın var`,
    greeting: `Merhaba ${name},`,
    paragraphs: [
      'Az önce bu adresle yeniden kayıt olunmak istendi. Adresin zaten bir hesaba bağlı, o yüzden yeni hesap açılmadı.',
      'Sen denediysen doğrudan giriş yapabilirsin; parolanı unuttuysan giriş sayfasından yenileyebilirsin.',
    ],
    button: { label: 'Giriş yap', url },
    closing: 'Sen denemediysen bir şey yapman gerekmiyor; hesabına kimse dokunmadı.',
  }),
  reset_password: ({ campus, name, url }) => ({
    subject: `${campus} parolanı yenile`,
    greeting: `Merhaba ${name},`,
    paragraphs: ['Parolanı yenilemek istediğini duyduk. Yeni parolanı seçmek için düğmeye bas.'],
    button: { label: 'Yeni parola seç', url },
    closing:
      'Bağlantı 30 dakika geçerli ve bir kez kullanılır. Sen istemediysen bu mektubu sil; parolan aynı kalır.',
  }),
  confirm_sign_in: ({ campus, name, url }) => ({
    subject: `${campus} girişini onayla`,
    greeting: `Merhaba ${name},`,
    paragraphs: [
      'Hesabına son bir saatte çok sayıda yanlış parola denendi, bu yüzden tanımadığımız cihazlara kapıyı bir süreliğine kapattık.',
      'Az önce doğru parolayla gelen sensen bu bağlantıyla girebilirsin.',
    ],
    button: { label: 'Girişi onayla', url },
    closing: 'Bağlantı 15 dakika geçerli. Sen değilsen bağlantıyı kimseyle paylaşma ve parolanı değiştir.',
  }),
  // Like `verify_email`: the mailbox may be a stranger's.
  confirm_address: ({ campus, username, url, code }) => ({
    subject: `${code} – ${campus} doğrulama kodun`,
    greeting: 'Merhaba,',
    paragraphs: [
      `@${username} hesabı bu e-posta adresine taşınmak isteniyor. Taşımak için kodu güvenlik ayarlarına yaz.`,
    ],
    button: { label: 'Güvenlik ayarlarını aç', url },
    code: { label: 'Doğrulama kodun', value: code },
    closing: 'Kod bir saat geçerli. Hesap senin değilse bu mektubu silmen yeter; kodu kimseyle paylaşma.',
  }),
  address_in_use: ({ campus, name, url }) => ({
    subject: `Adresine başka bir ${campus} hesabı taşınmak istendi`,
    greeting: `Merhaba ${name},`,
    paragraphs: [
      'Az önce bir üye hesabını bu adrese taşımak istedi. Adres zaten bir hesaba bağlı, o yüzden bir şey değişmedi.',
      'Sen denediysen bu adresteki hesabınla giriş yapabilirsin.',
    ],
    button: { label: 'Giriş yap', url },
    closing: 'Sen denemediysen bir şey yapman gerekmiyor; hesabına kimse dokunmadı.',
  }),
  address_restored: ({ campus, name, url }) => ({
    subject: `${campus} hesabının e-posta adresi geri alındı`,
    greeting: `Merhaba ${name},`,
    paragraphs: [
      'Hesabının önceki adresinden, adresi sahibinin değiştirmediği bildirildi. Hesap o adrese geri döndü, oturumları kapatıldı ve parolası sıfırlandı.',
    ],
    button: { label: 'Giriş yap', url },
    closing: 'Adresi sen değiştirdiysen ve önceki posta kutusuna ulaşamıyorsan yöneticilere yaz.',
  }),
  roles_changed: ({ campus, name, url, roles }) => ({
    subject: `${campus} kampüsündeki yetkilerin değişti`,
    greeting: `Merhaba ${name},`,
    paragraphs: [
      ...(roles?.given.length ? [`Sana verilen yetkiler: ${roles.given.join(', ')}.`] : []),
      ...(roles?.taken.length ? [`Senden alınan yetkiler: ${roles.taken.join(', ')}.`] : []),
    ],
    button: { label: 'Kampüse git', url },
    closing: 'Bunu beklemiyorsan kampüsün sahibine sor. Beklemediğin bir yetkiyle bir iş yapma.',
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
  approval_requested: ({ name, url, at, approval = noApproval }) => ({
    subject: approval.needsSecond
      ? 'ChitLaq: bir istek ikinci bir kişinin onayını bekliyor'
      : 'ChitLaq: bir istek durdurulmazsa yerine getirilecek',
    greeting: `Merhaba ${name},`,
    paragraphs: [
      `@${approval.requester} şunu istedi: ${approvalTexts.tr.act(approval)}.`,
      approval.needsSecond
        ? `Bu iş iki kişi ister. İsteği yapandan ve ilgili kişiden başka bir ${approvalTexts.tr.decider(approval)} ${formatMoment('tr', at)} (Türkiye saati) tarihine kadar onaylamazsa istek düşer.`
        : `Onaylayabilecek başka bir ${approvalTexts.tr.decider(approval)} yok. ${formatMoment('tr', at)} (Türkiye saati) tarihine kadar kimse durdurmazsa istek kendiliğinden yerine getirilir. Sahipler ve yöneticiler isteği açılan sayfada durdurabilir.`,
    ],
    button: { label: 'İsteğe bak', url },
    closing: 'Bu isteği beklemiyorsan yapan kişiye başka bir yoldan sor.',
  }),
  approval_closed: ({ name, url, approval = noApproval }) => ({
    subject: `ChitLaq: istek ${approvalTexts.tr.states[approval.state]}`,
    greeting: `Merhaba ${name},`,
    paragraphs: [
      `@${approval.requester} tarafından yapılan istek (${approvalTexts.tr.act(approval)}) ${approvalTexts.tr.states[approval.state]}.`,
    ],
    button: { label: 'İsteklere bak', url },
    closing: 'Her adım denetim kaydında da yer alır.',
  }),
};

const english: Record<PlainKind, EmailTemplate> = {
  verify_email: ({ campus, username, url, code }) => ({
    subject: `${code} is your ${campus} verification code`,
    greeting: 'Hello,',
    paragraphs: [
      `Your account @${username} is almost ready. Press the button to confirm your address, or enter the code on the page.`,
    ],
    button: { label: 'Confirm my email', url },
    code: { label: 'Your verification code', value: code },
    closing:
      'The link and code are valid for 24 hours. If you didn’t create this account, just delete this email. Nobody can sign in as you.',
  }),
  already_registered: ({ campus, name, url }) => ({
    subject: `You already have a ${campus} account`,
    greeting: `Hello ${name},`,
    paragraphs: [
      'Someone just tried to register with this address. It already belongs to an account, so no new account was created.',
      'If that was you, just sign in. If you forgot your password, you can reset it from the sign-in page.',
    ],
    button: { label: 'Sign in', url },
    closing: 'If it wasn’t you, you don’t need to do anything. Your account hasn’t been touched.',
  }),
  reset_password: ({ campus, name, url }) => ({
    subject: `Reset your ${campus} password`,
    greeting: `Hello ${name},`,
    paragraphs: ['You asked to reset your password. Press the button to choose a new one.'],
    button: { label: 'Choose a new password', url },
    closing:
      'The link is valid for 30 minutes and works once. If you didn’t ask for this, delete this email; your password stays the same.',
  }),
  confirm_sign_in: ({ campus, name, url }) => ({
    subject: `Confirm your ${campus} sign-in`,
    greeting: `Hello ${name},`,
    paragraphs: [
      'Many wrong passwords were tried on your account in the last hour, so we’ve temporarily blocked sign-ins from devices we don’t recognise.',
      'If you just entered the correct password, use this link to sign in.',
    ],
    button: { label: 'Confirm sign-in', url },
    closing:
      'The link is valid for 15 minutes. If this wasn’t you, don’t share the link with anyone, and change your password.',
  }),
  confirm_address: ({ campus, username, url, code }) => ({
    subject: `${code} is your ${campus} verification code`,
    greeting: 'Hello,',
    paragraphs: [
      `The account @${username} is about to move to this email address. To move it, enter the code in its security settings.`,
    ],
    button: { label: 'Open security settings', url },
    code: { label: 'Your verification code', value: code },
    closing:
      'The code is valid for one hour. If the account isn’t yours, just delete this email, and don’t share the code.',
  }),
  address_in_use: ({ campus, name, url }) => ({
    subject: `Someone tried to move a ${campus} account to your address`,
    greeting: `Hello ${name},`,
    paragraphs: [
      'A member just tried to move their account to this address. It already belongs to an account, so nothing changed.',
      'If that was you, sign in with the account that has this address.',
    ],
    button: { label: 'Sign in', url },
    closing: 'If it wasn’t you, you don’t need to do anything. Your account hasn’t been touched.',
  }),
  address_restored: ({ campus, name, url }) => ({
    subject: `Your ${campus} account is back at its former email address`,
    greeting: `Hello ${name},`,
    paragraphs: [
      'From the account’s former address we were told that its owner did not change it. The account has returned to that address, its sessions have ended and its password was reset.',
    ],
    button: { label: 'Sign in', url },
    closing:
      'If you changed the address and can’t reach the former mailbox, contact your campus administrators.',
  }),
  roles_changed: ({ campus, name, url, roles }) => ({
    subject: `Your roles on ${campus} have changed`,
    greeting: `Hello ${name},`,
    paragraphs: [
      ...(roles?.given.length ? [`Roles you were given: ${roles.given.join(', ')}.`] : []),
      ...(roles?.taken.length ? [`Roles that were taken from you: ${roles.taken.join(', ')}.`] : []),
    ],
    button: { label: 'Open the campus', url },
    closing:
      'If you didn’t expect this, ask an owner of the campus, and don’t act with a role you didn’t expect.',
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
  approval_requested: ({ name, url, at, approval = noApproval }) => ({
    subject: approval.needsSecond
      ? 'ChitLaq: a request needs a second owner'
      : 'ChitLaq: a request will be carried out unless somebody stops it',
    greeting: `Hello ${name},`,
    paragraphs: [
      `@${approval.requester} asked ${approvalTexts.en.act(approval)}.`,
      approval.needsSecond
        ? `This takes two people. Unless an ${approvalTexts.en.decider(approval)} other than the requester and the person concerned approves it by ${formatMoment('en', at)} (Istanbul time), the request expires.`
        : `There is no other ${approvalTexts.en.decider(approval)} who could approve it. Unless somebody stops it by ${formatMoment('en', at)} (Istanbul time), it is carried out by itself. Owners and admins can stop it on the page that opens.`,
    ],
    button: { label: 'Open the request', url },
    closing: 'If you didn’t expect this, ask the requester by another way.',
  }),
  approval_closed: ({ name, url, approval = noApproval }) => ({
    subject: `ChitLaq: the request ${approvalTexts.en.states[approval.state]}`,
    greeting: `Hello ${name},`,
    paragraphs: [
      `The request of @${approval.requester} ${approvalTexts.en.act(approval)} ${approvalTexts.en.states[approval.state]}.`,
    ],
    button: { label: 'Open the requests', url },
    closing: 'Every step is in the audit log as well.',
  }),
};

const isSecurityEvent = (kind: EmailKind): kind is SecurityEventKind => kind in securityEvents.tr.events;

const isAboutRegistration = (kind: EmailKind): kind is RegistrationEmailKind =>
  kind in registrationTemplates.tr;

/** The subject and text of an email in a language. */
export function writeEmail(kind: EmailKind, locale: Locale, data: EmailTexts): EmailContent {
  if (isSecurityEvent(kind)) return writeSecurityEvent(kind, locale, data);
  if (isAboutRegistration(kind))
    return registrationTemplates[locale][kind](data, (language) => formatMoment(language, data.at));
  return (locale === 'tr' ? turkish : english)[kind](data);
}
