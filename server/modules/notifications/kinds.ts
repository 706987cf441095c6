/** What one may be told of. */
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

/** Where each kind is told unless the member says otherwise. Messages have a list and a number of their own. */
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

/** What may not be kept out of the list: it is how a member learns what was decided on them. */
export const ALWAYS_IN_APP: readonly Kind[] = ['moderation', 'system'];

/** Kinds whose subject is a post of somebody else, which may hold muted words. */
export const POST_KINDS: readonly Kind[] = ['reply', 'mention', 'quote'];
/** Kinds whose subject is a post of the member's own. */
export const OWN_POST_KINDS: readonly Kind[] = ['like', 'repost'];

/** Whether the subject is somebody else's post: a liked one that was rewritten is, too. */
export const isAboutOthersPost = ({ kind, topic }: { kind: Kind; topic: string }): boolean =>
  POST_KINDS.includes(kind) || topic === 'rewritten';
