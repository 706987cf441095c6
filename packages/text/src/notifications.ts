import { isolate } from './display.ts';

type Locale = 'tr' | 'en';
type Wording = Readonly<Record<Locale, string>>;

/** The icons that the web app has for notifications. */
export type NotificationIcon =
  | 'archive'
  | 'at-sign'
  | 'bell'
  | 'calendar-x'
  | 'heart'
  | 'mail'
  | 'message-circle'
  | 'quote'
  | 'repeat'
  | 'shield'
  | 'user-plus';

/** Where a notification leads: to what it is about, to its only actor, to a page of the web app, or nowhere. */
type Target = 'post' | 'conversation' | 'actor' | `/${string}` | null;

export type NotificationChannel = 'inApp' | 'push' | 'email';
export type NotificationChannels = Record<NotificationChannel, boolean>;

interface Variant {
  /** What happened, without a full stop. `{who}` stands for the names of its actors. */
  sentence: Wording;
  icon: NotificationIcon;
  target: Target;
  /** Whose post its subject is, if it is a post. Another's post may contain muted words. */
  post?: 'own' | 'others';
}

/** One kind of notification: all that server and web app know of it. */
export interface NotificationKindDefinition extends Omit<Variant, 'sentence'> {
  /** Its name in the settings. */
  preference: Wording;
  /** The channels of members who have changed nothing. */
  channels: Readonly<NotificationChannels>;
  /** It informs members of decisions about them, so they cannot switch it off in the app. */
  alwaysInApp?: true;
  /** Absent if each of its notifications has a topic. */
  sentence?: Wording;
  /** Notifications of this kind that say something else. They differ from the kind only in what they state. */
  topics?: Readonly<Record<string, Partial<Variant> & Pick<Variant, 'sentence'>>>;
}
type Definitions = Record<string, NotificationKindDefinition>;

const ALL = { inApp: true, push: true, email: true };
const NO_PUSH = { inApp: true, push: false, email: true };

// Each module brings the kinds that its events cause: `notificationKinds` in its module.ts.

export const contentKinds = {
  reply: {
    preference: { tr: 'Yanıt', en: 'A reply' },
    channels: ALL,
    icon: 'message-circle',
    target: 'post',
    post: 'others',
    sentence: { tr: '{who} sana yanıt verdi', en: '{who} replied to you' },
  },
  mention: {
    preference: { tr: 'Senden söz edilmesi', en: 'A mention of you' },
    channels: ALL,
    icon: 'at-sign',
    target: 'post',
    post: 'others',
    sentence: { tr: '{who} senden söz etti', en: '{who} mentioned you' },
  },
  quote: {
    preference: { tr: 'Alıntı', en: 'A quote' },
    channels: ALL,
    icon: 'quote',
    target: 'post',
    post: 'others',
    sentence: { tr: '{who} gönderini alıntıladı', en: '{who} quoted your post' },
  },
  like: {
    preference: { tr: 'Beğeni', en: 'A like' },
    channels: NO_PUSH,
    icon: 'heart',
    target: 'post',
    post: 'own',
    sentence: { tr: '{who} gönderini beğendi', en: '{who} liked your post' },
    topics: {
      post_rewritten: {
        post: 'others',
        sentence: {
          tr: '{who} beğendiğin bir gönderiyi baştan yazdı',
          en: '{who} rewrote a post you liked',
        },
      },
    },
  },
  repost: {
    preference: { tr: 'Yeniden paylaşım', en: 'A repost' },
    channels: NO_PUSH,
    icon: 'repeat',
    target: 'post',
    post: 'own',
    sentence: { tr: '{who} gönderini yeniden paylaştı', en: '{who} reposted your post' },
  },
} as const satisfies Definitions;

export const messagingKinds = {
  message: {
    preference: { tr: 'Mesaj', en: 'A message' },
    // Off in the app: messages have a list and an unread count of their own.
    channels: { inApp: false, push: true, email: true },
    icon: 'mail',
    target: 'conversation',
    sentence: { tr: '{who} sana yazdı', en: '{who} sent you a message' },
    topics: {
      request: {
        sentence: { tr: '{who} seninle yazışmak istiyor', en: '{who} wants to message you' },
      },
    },
  },
} as const satisfies Definitions;

export const socialKinds = {
  follow: {
    preference: { tr: 'Yeni takipçi', en: 'A new follower' },
    channels: ALL,
    icon: 'user-plus',
    target: 'actor',
    sentence: { tr: '{who} seni takip etti', en: '{who} followed you' },
  },
  follow_request: {
    preference: { tr: 'Takip isteği', en: 'A follow request' },
    channels: ALL,
    icon: 'user-plus',
    target: '/follow-requests',
    sentence: { tr: '{who} seni takip etmek istiyor', en: '{who} asked to follow you' },
    topics: {
      accepted: {
        target: 'actor',
        sentence: { tr: '{who} takip isteğini kabul etti', en: '{who} accepted your follow request' },
      },
    },
  },
} as const satisfies Definitions;

export const authKinds = {
  invitation: {
    preference: { tr: 'Davetinle katılan biri', en: 'Somebody joining by your invitation' },
    channels: NO_PUSH,
    icon: 'user-plus',
    target: '/settings/invitations',
    sentence: { tr: 'Davetinle biri kampüse katıldı', en: 'Somebody joined by your invitation' },
    topics: {
      joined_named: {
        target: 'actor',
        sentence: { tr: '{who} davetinle kampüse katıldı', en: '{who} joined by your invitation' },
      },
    },
  },
} as const satisfies Definitions;

export const moderationKinds = {
  moderation: {
    preference: { tr: 'Kurallarla ilgili kararlar', en: 'Moderation decisions' },
    channels: ALL,
    alwaysInApp: true,
    icon: 'shield',
    target: null,
    topics: {
      post_removed: {
        target: '/settings/decisions',
        sentence: {
          tr: 'Bir gönderin kurallara uymadığı için kaldırıldı',
          en: 'One of your posts was removed because it broke the rules',
        },
      },
      posts_removed: {
        target: '/settings/decisions',
        sentence: {
          tr: 'Bazı gönderilerin kurallara uymadığı için kaldırıldı',
          en: 'Some of your posts were removed because they broke the rules',
        },
      },
      post_held: {
        target: '/settings/decisions',
        sentence: {
          tr: 'Bir gönderin otomatik bir kurala takıldı; biri bakana kadar görünmüyor',
          en: 'An automatic rule held one of your posts: it is hidden until somebody looks at it',
        },
      },
      hold_lifted: {
        target: '/settings/decisions',
        sentence: {
          tr: 'Otomatik bir kurala takılan gönderin yeniden görünüyor',
          en: 'Your post that an automatic rule held is visible again',
        },
      },
      rule_stopped: {
        sentence: {
          tr: 'Otomatik bir kural çok sık yanıldığı için kendini kapattı',
          en: 'An automatic rule was wrong too often and switched itself off',
        },
      },
      message_removed: {
        target: '/settings/decisions',
        sentence: {
          tr: 'Bir mesajın kurallara uymadığı için kaldırıldı',
          en: 'One of your messages was removed because it broke the rules',
        },
      },
      picture_removed: {
        target: '/settings/decisions',
        sentence: {
          tr: 'Bir görsel kurallara uymadığı için her yerden kaldırıldı; sende de vardı',
          en: 'A picture that you used was removed everywhere because it broke the rules',
        },
      },
      picture_refused: {
        target: '/settings/decisions',
        sentence: {
          tr: 'Yüklemek istediğin görsel daha önce kaldırıldığı için kabul edilmedi',
          en: 'A picture that you tried to upload was refused because it was removed before',
        },
      },
      post_reviewed: {
        sentence: {
          tr: 'Bildirilen bir gönderin yönetimce okundu',
          en: 'Staff read one of your posts that was reported',
        },
      },
      message_reviewed: {
        sentence: {
          tr: 'Bildirilen bir mesajın yönetimce okundu',
          en: 'Staff read one of your messages that was reported',
        },
      },
      message_context_reviewed: {
        sentence: {
          tr: 'Bildirilen bir mesajdan önce yazdıkların onunla birlikte yönetimce okundu',
          en: 'Staff read messages you sent just before a reported message, together with it',
        },
      },
      warned: {
        target: '/settings/decisions',
        sentence: {
          tr: 'Kurallara uymayan bir davranışın için uyarıldın',
          en: 'You were warned because you broke the rules',
        },
      },
      suspended: {
        target: '/settings/decisions',
        sentence: {
          tr: 'Hesabın bir süre askıya alındı',
          en: 'Your account was temporarily suspended',
        },
      },
      muted: {
        target: '/settings/decisions',
        sentence: {
          tr: 'Bir süre yalnızca okuyabilirsin; yazman durduruldu',
          en: 'For some time you can read but not write',
        },
      },
      reach_limited: {
        target: '/settings/decisions',
        sentence: {
          tr: 'Gönderilerin bir süre yalnızca takipçilerine öneriliyor',
          en: 'For some time your posts are shown to your followers only',
        },
      },
      content_warned: {
        target: '/settings/decisions',
        sentence: {
          tr: 'Bir gönderine içerik uyarısı eklendi',
          en: 'One of your posts was given a content warning',
        },
      },
      decisions_undone: {
        target: '/settings/decisions',
        sentence: {
          tr: 'Hakkında yanlışlıkla verilen karar geri alındı',
          en: 'What was decided about you by mistake was taken back',
        },
      },
      appeal_upheld: {
        target: '/settings/decisions',
        sentence: {
          tr: 'İtirazın kabul edildi: karar geri alındı',
          en: 'Your appeal was upheld: the decision was taken back',
        },
      },
      appeal_rejected: {
        target: '/settings/decisions',
        sentence: {
          tr: 'İtirazın incelendi; karar yerinde kaldı',
          en: 'Your appeal was reviewed and the decision stands',
        },
      },
      pseudonym_opened: {
        target: '/boards',
        sentence: {
          tr: 'Panolarda yazdığın bir gönderinin arkasındaki kimliğin açıldı',
          en: 'Your identity behind a post on a board was opened',
        },
      },
      // Not “bildirimin”: that is also the word for a notification.
      report_upheld: {
        target: '/settings/reports',
        sentence: {
          tr: 'Bildirdiğin şey incelendi ve gereği yapıldı',
          en: 'We reviewed your report and took action',
        },
      },
      report_dismissed: {
        target: '/settings/reports',
        sentence: {
          tr: 'Bildirdiğin şey incelendi; kurallara aykırı bulunmadı',
          en: 'We reviewed your report and found no violation of the rules',
        },
      },
    },
  },
} as const satisfies Definitions;

/** News of the campus itself, whichever module it comes from. */
export const campusKinds = {
  system: {
    preference: { tr: 'Kampüsten haberler', en: 'News from your campus' },
    channels: ALL,
    alwaysInApp: true,
    icon: 'bell',
    target: null,
    topics: {
      schedule_failed: {
        icon: 'calendar-x',
        target: '/scheduled',
        sentence: {
          tr: 'Zamanladığın bir gönderi paylaşılamadı',
          en: 'A post you scheduled couldn’t be published',
        },
      },
      official_given: {
        icon: 'shield',
        sentence: {
          tr: 'Hesabın artık resmî bir hesap; adının yanında bir işaret var',
          en: 'Your account is official now: a mark stands next to its name',
        },
      },
      official_taken: {
        icon: 'shield',
        sentence: {
          tr: 'Hesabının resmî hesap işareti kaldırıldı',
          en: 'Your account is no longer official: its mark was taken back',
        },
      },
      roles_changed: {
        icon: 'shield',
        sentence: {
          tr: 'Kampüsteki yetkilerin değişti; ayrıntısı e-postanda',
          en: 'Your roles on this campus have changed; your email says how',
        },
      },
      board_holder_named: {
        icon: 'shield',
        target: '/boards/holder',
        sentence: {
          tr: 'Panoların üç anahtarından biri için adın verildi; anahtarını oluştur',
          en: 'You were named to hold one of the three keys of the boards: make your key',
        },
      },
      board_key_replaced: {
        icon: 'shield',
        target: '/boards',
        sentence: {
          tr: 'Panoların üç anahtarından biri değişiyor',
          en: 'One of the three keys of the boards is being replaced',
        },
      },
      board_opening_requested: {
        icon: 'shield',
        target: '/boards/holder',
        sentence: {
          tr: 'Bir yazarın kimliğinin açılması isteniyor; anahtar sahibi olarak karar ver',
          en: 'Somebody asks to open an author’s identity: decide as a key holder',
        },
      },
      export_ready: {
        icon: 'archive',
        target: '/settings/messages',
        sentence: { tr: 'Mesajlarının kopyası hazır', en: 'The copy of your messages is ready' },
      },
    },
  },
} as const satisfies Definitions;

/** Every kind of notification, in the order of the settings. */
export const notificationKinds = {
  ...contentKinds,
  ...messagingKinds,
  ...socialKinds,
  ...authKinds,
  ...moderationKinds,
  ...campusKinds,
};
export type NotificationKind = keyof typeof notificationKinds;
export type NotificationTopicOf<Kind extends NotificationKind> = (typeof notificationKinds)[Kind] extends {
  topics: infer Topics;
}
  ? keyof Topics & string
  : never;
export type NotificationTopic = { [Kind in NotificationKind]: NotificationTopicOf<Kind> }[NotificationKind];

const definitions: Readonly<Definitions> = notificationKinds;
const own = <Value>(record: Readonly<Record<string, Value>> | undefined, key: string): Value | undefined =>
  record !== undefined && Object.hasOwn(record, key) ? record[key] : undefined;

export const NOTIFICATION_KINDS = Object.keys(notificationKinds) as NotificationKind[];
export const NOTIFICATION_TOPICS = Object.values(definitions).flatMap(({ topics = {} }) =>
  Object.keys(topics),
) as NotificationTopic[];

/** For a kind or topic that this build does not know. */
const UNKNOWN: Variant = {
  sentence: { tr: 'Yeni bir bildirimin var', en: 'You have a new notification' },
  icon: 'bell',
  target: null,
};

/** What a notification of a kind and topic says, and where it leads. @param topic  null or empty for none */
export function notificationVariant({ kind, topic }: { kind: string; topic: string | null }): Variant {
  const definition = own(definitions, kind);
  const variant = topic ? own(definition?.topics, topic) : definition;
  const sentence = variant?.sentence;
  return definition === undefined || sentence === undefined
    ? UNKNOWN
    : { ...definition, ...variant, sentence };
}

/** "Ayşe", "Ayşe and Bora", "Ayşe and 3 others". @param count  how many they are in all */
export function actorNames(locale: Locale, names: readonly string[], count: number): string {
  const [first, second] = names.map(isolate);
  const isTurkish = locale === 'tr';
  if (first === undefined) return isTurkish ? 'Biri' : 'Someone';
  if (count === 1) return first;
  if (count === 2 && second !== undefined) return `${first} ${isTurkish ? 've' : 'and'} ${second}`;
  const others = new Intl.NumberFormat(locale).format(count - 1);
  if (isTurkish) return `${first} ve ${others} kişi daha`;
  return count === 2 ? `${first} and 1 other` : `${first} and ${others} others`;
}

/** The path in the web app that a notification leads to; null if there is none. */
export function notificationPath(notification: {
  kind: string;
  topic: string | null;
  post: { id: string } | null;
  subjectId: string | null;
  actors: readonly { username: string }[];
  count: number;
}): string | null {
  const { post, subjectId, actors, count } = notification;
  const { target } = notificationVariant(notification);
  switch (target) {
    case 'post':
      return post && `/post/${post.id}`;
    case 'conversation':
      return subjectId && `/messages/${subjectId}`;
    case 'actor': {
      const [actor] = actors;
      return actor !== undefined && count === 1 ? `/u/${actor.username}` : null;
    }
    default:
      return target;
  }
}
