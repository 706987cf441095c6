import type { ArchivedMessage } from './archive-lines.ts';

type Notice = NonNullable<ArchivedMessage['notice']>;

export type Locale = 'tr' | 'en';

/** Texts on an archive's pages besides user content. Names take no suffixes. */
interface Translations {
  title: string;
  of(name: string): string;
  createdAt(when: string): string;
  contents(counts: { conversations: string; messages: string; files: string }): string;
  lead: string;
  missing(count: string): string;
  conversations: string;
  none: string;
  empty: string;
  messages(count: string): string;
  members(count: string): string;
  group: string;
  direct: string;
  request: string;
  page(nr: number): string;
  earlier: string;
  later: string;
  allConversations: string;
  deleted: string;
  disappeared: string;
  edited(when: string): string;
  forwarded: string;
  inReplyTo: string;
  replyMissing: string;
  fileMissing: string;
  formerMember: string;
  others(count: number): string;
  reactions: string;
  fileTypes: Record<'image' | 'video' | 'audio' | 'file', string>;
  conversationSlug: string;
  accountTitle: string;
  account: string;
  nothing: string;
  yesNo: readonly [yes: string, no: string];
  /** Headings of the parts of the account, by their name. */
  parts: Readonly<Record<string, string>>;
  /** Names of fields. */
  fields: Readonly<Record<string, string>>;
  notice(by: string, notice: Notice): string;
}

const durations: Record<number, { tr: string; en: string }> = {
  86400: { tr: 'bir gün', en: 'a day' },
  604800: { tr: 'bir hafta', en: 'a week' },
  7776000: { tr: '90 gün', en: '90 days' },
};
const joinNames = ({ people }: Notice) => people.map(({ displayName }) => displayName).join(', ');

const turkish: Translations = {
  title: 'Mesajlarının kopyası',
  of: (name) => `Sahibi: ${name}`,
  createdAt: (when) => `Hazırlandı: ${when}`,
  contents: ({ conversations, messages, files }) =>
    `${conversations} konuşma, ${messages} mesaj, ${files} dosya.`,
  lead: 'Bu sayfalar internetsiz açılır. Aynı mesajlar bir programın okuyabileceği biçimde messages.jsonl dosyasındadır. Burada başkalarının yazdıkları da var: kimseyle düşünmeden paylaşma.',
  missing: (count) => `${count} dosya bulunamadı; yerleri mesajlarda belli.`,
  conversations: 'Konuşmalar',
  none: 'Hiç konuşman yok.',
  empty: 'Bu konuşmada okuyabileceğin bir mesaj yok.',
  messages: (count) => `${count} mesaj`,
  members: (count) => `${count} üye`,
  group: 'Grup',
  direct: 'İki kişi',
  request: 'Kabul edilmemiş istek',
  page: (nr) => `Sayfa ${nr}`,
  earlier: 'Daha önce',
  later: 'Daha sonra',
  allConversations: 'Bütün konuşmalar',
  deleted: 'Bu mesaj silindi',
  disappeared: 'Bu mesaj süresi dolunca kayboldu',
  edited: (when) => `düzenlendi: ${when}`,
  forwarded: 'İletildi',
  inReplyTo: 'Yanıtladığı:',
  replyMissing: 'Yanıtladığı mesaj burada yok',
  fileMissing: 'bulunamadı',
  formerMember: 'Eski üye',
  others: (count) => `ve ${count} kişi daha`,
  reactions: 'Tepkiler',
  fileTypes: { image: 'foto', video: 'video', audio: 'ses', file: 'dosya' },
  conversationSlug: 'konusma',
  accountTitle: 'Hesabının kopyası',
  account: 'Hesabın',
  nothing: 'Burada bir şey yok.',
  yesNo: ['evet', 'hayır'],
  parts: {
    posts: 'Gönderiler ve yanıtlar',
    'removed-posts': 'Kaldırılan gönderilerin',
    'removed-messages': 'Kaldırılan mesajların',
    likes: 'Beğeniler',
    reposts: 'Yeniden paylaşımlar',
    bookmarks: 'Kaydettiklerin',
    drafts: 'Taslaklar',
    'scheduled-posts': 'Zamanlanmış gönderiler',
    'poll-votes': 'Anket oyları',
    'followed-hashtags': 'Takip edilen etiketler',
    'muted-words': 'Sessize alınan sözcükler',
    'writing-settings': 'Yazma ayarları',
    account: 'Hesap',
    sessions: 'Oturumlar',
    passkeys: 'Geçiş anahtarları',
    acceptances: 'Kabul ettiğin metinler',
    application: 'Kayıt başvurun',
    invitations: 'Davet bağlantıların',
    'security-log': 'Güvenlik kaydı',
    profile: 'Profil',
    follows: 'Takip ettiklerin',
    followers: 'Takipçiler',
    'follow-requests': 'Takip isteklerin',
    blocks: 'Engellediklerin',
    mutes: 'Sessize aldıkların',
    'feed-settings': 'Akış ayarları',
    searches: 'Aramalar',
    'notification-settings': 'Bildirim ayarları',
    reports: 'Şikâyetlerin',
    decisions: 'Hakkındaki kararlar',
    appeals: 'İtirazların',
    accesses: 'Kim baktı?',
    'board-secret': 'Panolardaki gizli anahtarın',
    'message-settings': 'Mesaj ayarları',
    'contact-settings': 'Sana kimler ulaşabilir',
    files: 'Dosyalar',
    imports: 'Buraya taşıdıkların',
    'pending-follows': 'Gelmesini beklediklerin',
  },
  fields: {
    id: 'kimlik',
    madeOn: 'oluşturulduğu gün',
    writesFrom: 'yazabildiği zaman',
    postId: 'gönderi',
    author: 'yazan',
    username: 'kullanıcı adı',
    displayName: 'görünen ad',
    email: 'e-posta',
    university: 'üniversite',
    affiliation: 'bağ',
    locale: 'dil',
    roles: 'yetkiler',
    createdAt: 'oluşturuldu',
    lastSeenAt: 'son görülme',
    endedAt: 'bitti',
    device: 'cihaz',
    name: 'ad',
    backedUp: 'yedekleniyor',
    lastUsedAt: 'son kullanım',
    document: 'metin',
    version: 'sürüm',
    ip: 'IP adresi',
    event: 'olay',
    visibility: 'kimler görür',
    replyPolicy: 'kimler yanıtlar',
    replyToId: 'yanıtlanan gönderi',
    quoteOfId: 'alıntılanan gönderi',
    contentWarning: 'içerik uyarısı',
    language: 'dil',
    editedAt: 'düzenlendi',
    poll: 'anket',
    hashtags: 'etiketler',
    status: 'durum',
    state: 'durum',
    campus: 'kampüs',
    post: 'içerik',
    choices: 'seçimler',
    tag: 'etiket',
    word: 'sözcük',
    scope: 'kapsam',
    expiresAt: 'bitiş',
    uses: 'kullanım',
    maxUses: 'en çok kullanım',
    revokedAt: 'geri alındı',
    objection: 'itirazın',
    saved: 'kayıtlı',
    subjectType: 'tür',
    subjectId: 'konu',
    reason: 'neden',
    outcome: 'sonuç',
    rule: 'kural',
    endsAt: 'bitiş',
    removedAt: 'kaldırıldı',
    conversationId: 'konuşma',
    reversedAt: 'geri alındı',
    decisionId: 'karar',
    answer: 'yanıt',
    decidedAt: 'karara bağlandı',
    role: 'yetki',
    bio: 'hakkında',
    department: 'bölüm',
    graduationYear: 'mezuniyet yılı',
    isPrivate: 'gizli hesap',
    showsLikes: 'beğeniler görünür',
    allowsPublicPreviews: 'dışarıya önizleme',
    kind: 'tür',
    fileName: 'dosya adı',
    alt: 'açıklama',
    mimeType: 'biçim',
    size: 'bayt',
    attachedTo: 'eklendiği yer',
  },
  notice(by, notice) {
    switch (notice.kind) {
      case 'created':
        return `${by} grubu kurdu`;
      case 'renamed':
        return `${by} grubun adını değiştirdi: ${notice.name ?? ''}`;
      case 'picture':
        return `${by} grubun resmini değiştirdi`;
      case 'added':
        return `${by} gruba ekledi: ${joinNames(notice)}`;
      case 'joined':
        return `${by} gruba katıldı`;
      case 'left':
        return `${by} gruptan ayrıldı`;
      case 'removed':
        return `${by} gruptan çıkardı: ${joinNames(notice)}`;
      case 'role': {
        const role = { owner: 'artık grubun sahibi', admin: 'artık yönetici', member: 'artık üye' };
        return `${by} görev değiştirdi: ${joinNames(notice)}, ${role[notice.role ?? 'member']}`;
      }
      case 'disappearing': {
        const duration = durations[notice.seconds ?? 0]?.tr;
        return duration === undefined
          ? `${by} ayarladı: mesajlar kaybolmaz`
          : `${by} ayarladı: mesajlar ${duration} sonra kaybolur`;
      }
      case 'pinned':
        return `${by} bir mesaj sabitledi`;
    }
  },
};

const english: Translations = {
  title: 'Copy of your messages',
  of: (name) => `Owner: ${name}`,
  createdAt: (when) => `Created: ${when}`,
  contents: ({ conversations, messages, files }) =>
    `Conversations: ${conversations}. Messages: ${messages}. Files: ${files}.`,
  lead: 'These pages open offline. The same messages are in messages.jsonl for programs to read. This also contains what others wrote, so think before you share it.',
  missing: (count) => `Files not found: ${count}. Their messages are marked.`,
  conversations: 'Conversations',
  none: 'You have no conversations.',
  empty: 'This conversation has no messages you can read.',
  messages: (count) => (count === '1' ? '1 message' : `${count} messages`),
  members: (count) => (count === '1' ? '1 member' : `${count} members`),
  group: 'Group',
  direct: 'Direct conversation',
  request: 'Request not accepted',
  page: (nr) => `Page ${nr}`,
  earlier: 'Earlier',
  later: 'Later',
  allConversations: 'All conversations',
  deleted: 'This message was deleted',
  disappeared: 'This message disappeared',
  edited: (when) => `edited ${when}`,
  forwarded: 'Forwarded',
  inReplyTo: 'In reply to',
  replyMissing: 'The original message isn’t here',
  fileMissing: 'not found',
  formerMember: 'Former member',
  others: (count) => (count === 1 ? 'and another' : `and ${count} others`),
  reactions: 'Reactions',
  fileTypes: { image: 'photo', video: 'video', audio: 'voice', file: 'file' },
  conversationSlug: 'conversation',
  accountTitle: 'Copy of your account',
  account: 'Your account',
  nothing: 'Nothing here.',
  yesNo: ['yes', 'no'],
  parts: {
    posts: 'Posts and replies',
    'removed-posts': 'Your removed posts',
    'removed-messages': 'Your removed messages',
    likes: 'Likes',
    reposts: 'Reposts',
    bookmarks: 'Bookmarks',
    drafts: 'Drafts',
    'scheduled-posts': 'Scheduled posts',
    'poll-votes': 'Votes in polls',
    'followed-hashtags': 'Followed hashtags',
    'muted-words': 'Muted words',
    'writing-settings': 'Writing settings',
    account: 'Account',
    sessions: 'Sessions',
    passkeys: 'Passkeys',
    acceptances: 'Texts you accepted',
    application: 'Your application to join',
    invitations: 'Your invitation links',
    'security-log': 'Security log',
    profile: 'Profile',
    follows: 'Following',
    followers: 'Followers',
    'follow-requests': 'Your follow requests',
    blocks: 'Blocked members',
    mutes: 'Muted members',
    'feed-settings': 'Feed settings',
    searches: 'Searches',
    'notification-settings': 'Notification settings',
    reports: 'Your reports',
    decisions: 'Decisions about you',
    appeals: 'Your appeals',
    accesses: 'Who looked',
    'board-secret': 'Your secret for boards',
    'message-settings': 'Message settings',
    'contact-settings': 'Who can reach you',
    files: 'Files',
    imports: 'What you brought here',
    'pending-follows': 'People you wait for',
  },
  fields: {
    id: 'id',
    madeOn: 'made on',
    writesFrom: 'writes from',
    postId: 'post',
    author: 'author',
    username: 'username',
    displayName: 'name',
    email: 'email',
    university: 'university',
    affiliation: 'affiliation',
    locale: 'language',
    roles: 'roles',
    createdAt: 'created',
    lastSeenAt: 'last seen',
    endedAt: 'ended',
    device: 'device',
    name: 'name',
    backedUp: 'backed up',
    lastUsedAt: 'last used',
    document: 'text',
    version: 'version',
    ip: 'IP address',
    event: 'event',
    visibility: 'audience',
    replyPolicy: 'who can reply',
    replyToId: 'in reply to',
    quoteOfId: 'quotes',
    contentWarning: 'content warning',
    language: 'language',
    editedAt: 'edited',
    poll: 'poll',
    hashtags: 'hashtags',
    status: 'status',
    state: 'state',
    campus: 'campus',
    post: 'content',
    choices: 'choices',
    tag: 'hashtag',
    word: 'word',
    scope: 'scope',
    expiresAt: 'ends',
    uses: 'uses',
    maxUses: 'uses at most',
    revokedAt: 'revoked',
    objection: 'your objection',
    saved: 'saved',
    subjectType: 'type',
    subjectId: 'subject',
    reason: 'reason',
    outcome: 'outcome',
    rule: 'rule',
    endsAt: 'ends',
    removedAt: 'removed',
    conversationId: 'conversation',
    reversedAt: 'taken back',
    decisionId: 'decision',
    answer: 'answer',
    decidedAt: 'decided',
    role: 'role',
    bio: 'bio',
    department: 'department',
    graduationYear: 'graduation year',
    isPrivate: 'private account',
    showsLikes: 'likes are shown',
    allowsPublicPreviews: 'public previews',
    kind: 'kind',
    fileName: 'file name',
    alt: 'description',
    mimeType: 'format',
    size: 'bytes',
    attachedTo: 'attached to',
  },
  notice(by, notice) {
    switch (notice.kind) {
      case 'created':
        return `${by} created the group`;
      case 'renamed':
        return `${by} renamed the group: ${notice.name ?? ''}`;
      case 'picture':
        return `${by} changed the group’s picture`;
      case 'added':
        return `${by} added ${joinNames(notice)}`;
      case 'joined':
        return `${by} joined the group`;
      case 'left':
        return `${by} left the group`;
      case 'removed':
        return `${by} removed ${joinNames(notice)}`;
      case 'role': {
        const role = { owner: 'now owns the group', admin: 'is now an admin', member: 'is now a member' };
        return `${by} changed a role: ${joinNames(notice)} ${role[notice.role ?? 'member']}`;
      }
      case 'disappearing': {
        const duration = durations[notice.seconds ?? 0]?.en;
        return duration === undefined
          ? `${by} has set: messages stay`
          : `${by} has set: messages disappear after ${duration}`;
      }
      case 'pinned':
        return `${by} pinned a message`;
    }
  },
};

export const translationsFor = (locale: Locale): Translations => (locale === 'tr' ? turkish : english);
