/** The affiliation that a registration rule gives. */
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
  /** As spelled in the catalogue, where its entry is found by it. */
  name: string;
  country: 'TR';
  /** If several rules match, the longest domain wins, then the longest prefix. */
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
  /** Identifies the post for replies and quotes within the demo; not stored. */
  key: string;
  author: string;
  /** Minutes before `DEMO_NOW`. */
  minutesAgo: number;
  content: string;
  language: DemoLanguage;
  /** Key of the parent post. */
  replyTo?: string;
  /** Key of the quoted post. */
  quoteOf?: string;
  /** `public` if absent. */
  visibility?: 'university' | 'followers';
  /** `everyone` if absent. */
  replyPolicy?: 'followers' | 'mentioned' | 'nobody';
  contentWarning?: string;
  poll?: {
    options: readonly string[];
    /** Minutes after `DEMO_NOW`. */
    closesInMinutes: number;
  };
};

/** A member's vote in the poll of a post. */
export type DemoVote = {
  member: string;
  /** Key of the post. */
  post: string;
  /** Position of the option. */
  choice: number;
  minutesAgo: number;
};

/** A member's reaction to a post. */
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
  /** The members who reacted, and their emoji. */
  reactions?: readonly (readonly [member: string, emoji: string])[];
};

export type DemoConversation = {
  /** Identifies it within the demo; not stored. */
  key: string;
  /** Of a group; absent for direct conversations. */
  name?: string;
  /** The first created it, and owns a group. */
  members: readonly string[];
  /** The second has not accepted the first's request yet. */
  isRequest?: boolean;
  /** How many of the last messages a member has not read; the others have read all. */
  unread?: Readonly<Record<string, number>>;
  /** The oldest first. */
  messages: readonly DemoMessage[];
};
