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
