/** Kinds of notifications. */
export const KINDS = [
  'follow',
  'follow_request',
  'like',
  'repost',
  'reply',
  'mention',
  'quote',
  'message',
  'moderation',
  'system',
] as const;
export type Kind = (typeof KINDS)[number];

export const CHANNELS = ['inApp', 'push', 'email'] as const;
export type Channel = (typeof CHANNELS)[number];
export type Channels = Record<Channel, boolean>;
export type ChannelTable = Record<Kind, Channels>;

const all: Channels = { inApp: true, push: true, email: true };
const noPush: Channels = { inApp: true, push: false, email: true };

/**
 * Default channels of each kind. Messages are off in the app because they have a list and an unread count of
 * their own.
 */
export const DEFAULT_CHANNELS: ChannelTable = {
  follow: all,
  follow_request: all,
  like: noPush,
  repost: noPush,
  reply: all,
  mention: all,
  quote: all,
  message: { inApp: false, push: true, email: true },
  moderation: all,
  system: all,
};

/** Kinds that cannot be switched off in the app: they inform members of decisions about them. */
export const ALWAYS_IN_APP: readonly Kind[] = ['moderation', 'system'];

/** Kinds whose subject is somebody else's post, which may contain muted words. */
export const POST_KINDS: readonly Kind[] = ['reply', 'mention', 'quote'];
/** Kinds whose subject is the member's own post. */
export const OWN_POST_KINDS: readonly Kind[] = ['like', 'repost'];

/** Whether the subject is somebody else's post; this includes a liked post that was rewritten. */
export const isAboutOthersPost = ({ kind, topic }: { kind: Kind; topic: string }): boolean =>
  POST_KINDS.includes(kind) || topic === 'post_rewritten';
