/** What a rule on addresses makes of the person behind one. */
export type DemoAffiliation = 'student' | 'staff' | 'alumni';

export type DemoLanguage = 'tr' | 'en';

/** Opens a domain to addresses whose local part begins with `prefix`; an empty one opens it to all. */
export type DemoRegistrationRule = {
  domain: string;
  includeSubdomains: boolean;
  prefix: string;
  affiliation: DemoAffiliation;
  note: string;
};

export type DemoUniversity = {
  /** The catalogue's own spelling, by which its entry is found. */
  name: string;
  country: 'TR';
  /** Where several rules match, the longest domain wins, then the longest prefix. */
  rules: readonly DemoRegistrationRule[];
};

export type DemoMember = {
  username: string;
  displayName: string;
  email: string;
  /** `name` of a `DemoUniversity`. */
  university: string;
  affiliation: DemoAffiliation;
  department: string;
  graduationYear?: number;
  bio: string;
  isPrivate?: boolean;
  language: DemoLanguage;
  /** Absent for ordinary members. */
  role?: 'moderator' | 'admin' | 'owner';
};

export type DemoPost = {
  /** Names the post for replies and quotes within the demo; not stored. */
  key: string;
  author: string;
  /** Minutes before `DEMO_NOW`. */
  minutesAgo: number;
  content: string;
  language: DemoLanguage;
  /** Key of the post answered. */
  replyTo?: string;
  /** Key of the post quoted. */
  quoteOf?: string;
  /** `public` where absent. */
  visibility?: 'university' | 'followers';
  /** `everyone` where absent. */
  replyPolicy?: 'followers' | 'mentioned' | 'nobody';
  contentWarning?: string;
};

/** What a member did with somebody's post. */
export type DemoReaction = {
  kind: 'like' | 'repost' | 'bookmark';
  member: string;
  /** Key of the post. */
  post: string;
  /** Minutes before `DEMO_NOW`; at most those of the post. */
  minutesAgo: number;
};

/** One member towards another: a request, a block or a mute. */
export type DemoRelation = { from: string; to: string };

export type DemoMessage = {
  from: string;
  /** Minutes before `DEMO_NOW`. */
  minutesAgo: number;
  text: string;
  /** Number of the message that this one answers, from 1. */
  replyTo?: number;
  /** Who reacted, and with which emoji. */
  reactions?: readonly (readonly [member: string, emoji: string])[];
};

export type DemoConversation = {
  /** Names it within the demo; not stored. */
  key: string;
  /** Of a group; absent between two. */
  name?: string;
  /** The first began it, and owns a group. */
  members: readonly string[];
  /** The second has not said yes to the first yet. */
  isRequest?: boolean;
  /** How many of the last messages a member has not read; the others have read all. */
  unread?: Readonly<Record<string, number>>;
  /** The oldest first. */
  messages: readonly DemoMessage[];
};
