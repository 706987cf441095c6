import type { ArchivedMessage } from './lines.ts';

type Notice = NonNullable<ArchivedMessage['notice']>;

export type Locale = 'tr' | 'en';

/** What stands on the pages of an archive besides what people wrote. Names stand without suffixes. */
interface Words {
  title: string;
  of(name: string): string;
  madeAt(when: string): string;
  holds(counts: { conversations: string; messages: string; files: string }): string;
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
  toList: string;
  deleted: string;
  disappeared: string;
  edited(when: string): string;
  forwarded: string;
  answers: string;
  answersGone: string;
  noFile: string;
  former: string;
  others(count: number): string;
  reactions: string;
  fileWords: Record<'image' | 'video' | 'audio' | 'file', string>;
  conversationWord: string;
  notice(by: string, notice: Notice): string;
}

const spans: Record<number, { tr: string; en: string }> = {
  86400: { tr: 'bir gün', en: 'a day' },
  604800: { tr: 'bir hafta', en: 'a week' },
  7776000: { tr: '90 gün', en: '90 days' },
};
const named = ({ people }: Notice) => people.map(({ displayName }) => displayName).join(', ');

const turkish: Words = {
  title: 'Mesajlarının kopyası',
  of: (name) => `Sahibi: ${name}`,
  madeAt: (when) => `Hazırlandı: ${when}`,
  holds: ({ conversations, messages, files }) =>
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
  toList: 'Bütün konuşmalar',
  deleted: 'Bu mesaj silindi',
  disappeared: 'Bu mesaj süresi dolunca kayboldu',
  edited: (when) => `düzenlendi: ${when}`,
  forwarded: 'İletildi',
  answers: 'Yanıtladığı:',
  answersGone: 'Yanıtladığı mesaj burada yok',
  noFile: 'bulunamadı',
  former: 'Eski üye',
  others: (count) => `ve ${count} kişi daha`,
  reactions: 'Tepkiler',
  fileWords: { image: 'foto', video: 'video', audio: 'ses', file: 'dosya' },
  conversationWord: 'konusma',
  notice(by, notice) {
    switch (notice.kind) {
      case 'made':
        return `${by} grubu kurdu`;
      case 'renamed':
        return `${by} grubun adını değiştirdi: ${notice.name ?? ''}`;
      case 'picture':
        return `${by} grubun resmini değiştirdi`;
      case 'added':
        return `${by} gruba ekledi: ${named(notice)}`;
      case 'joined':
        return `${by} gruba katıldı`;
      case 'left':
        return `${by} gruptan ayrıldı`;
      case 'removed':
        return `${by} gruptan çıkardı: ${named(notice)}`;
      case 'role': {
        const role = { owner: 'artık grubun sahibi', admin: 'artık yönetici', member: 'artık üye' };
        return `${by} görev değiştirdi: ${named(notice)}, ${role[notice.role ?? 'member']}`;
      }
      case 'disappearing': {
        const span = spans[notice.seconds ?? 0]?.tr;
        return span === undefined
          ? `${by} ayarladı: mesajlar kaybolmaz`
          : `${by} ayarladı: mesajlar ${span} sonra kaybolur`;
      }
      case 'pinned':
        return `${by} bir mesaj sabitledi`;
    }
  },
};

const english: Words = {
  title: 'Copy of your messages',
  of: (name) => `Of: ${name}`,
  madeAt: (when) => `Made: ${when}`,
  holds: ({ conversations, messages, files }) =>
    `Conversations: ${conversations}. Messages: ${messages}. Files: ${files}.`,
  lead: 'These pages open without the internet. The same messages, for a program to read, are in messages.jsonl. What others wrote is in here, too: think before you share it.',
  missing: (count) => `Files that could not be found: ${count}. Their messages say so.`,
  conversations: 'Conversations',
  none: 'You have no conversations.',
  empty: 'There is no message in this conversation that you may read.',
  messages: (count) => (count === '1' ? '1 message' : `${count} messages`),
  members: (count) => (count === '1' ? '1 member' : `${count} members`),
  group: 'Group',
  direct: 'Between two',
  request: 'Request, not accepted',
  page: (nr) => `Page ${nr}`,
  earlier: 'Earlier',
  later: 'Later',
  toList: 'All conversations',
  deleted: 'This message was deleted',
  disappeared: 'This message disappeared when its time was over',
  edited: (when) => `edited ${when}`,
  forwarded: 'Forwarded',
  answers: 'In reply to',
  answersGone: 'What it answers is not here',
  noFile: 'could not be found',
  former: 'Former member',
  others: (count) => (count === 1 ? 'and another' : `and ${count} others`),
  reactions: 'Reactions',
  fileWords: { image: 'photo', video: 'video', audio: 'voice', file: 'file' },
  conversationWord: 'conversation',
  notice(by, notice) {
    switch (notice.kind) {
      case 'made':
        return `${by} made the group`;
      case 'renamed':
        return `${by} renamed the group: ${notice.name ?? ''}`;
      case 'picture':
        return `${by} changed the group’s picture`;
      case 'added':
        return `${by} added ${named(notice)}`;
      case 'joined':
        return `${by} joined the group`;
      case 'left':
        return `${by} left the group`;
      case 'removed':
        return `${by} removed ${named(notice)}`;
      case 'role': {
        const role = { owner: 'now owns the group', admin: 'is now an admin', member: 'is now a member' };
        return `${by} changed a role: ${named(notice)} ${role[notice.role ?? 'member']}`;
      }
      case 'disappearing': {
        const span = spans[notice.seconds ?? 0]?.en;
        return span === undefined
          ? `${by} has set: messages stay`
          : `${by} has set: messages disappear after ${span}`;
      }
      case 'pinned':
        return `${by} pinned a message`;
    }
  },
};

export const wordsIn = (locale: Locale): Words => (locale === 'tr' ? turkish : english);
