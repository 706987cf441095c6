/** What a level of trust opens. Below it, an account that is used for abuse reaches few people before somebody looks at it. */
export const RIGHTS = {
  /** Links in messages to somebody who has not accepted the request. */
  links_to_strangers: 1,
  /** Links that invite to a group. */
  invitations: 1,
  /** Links that invite to the campus; how many people, `auth/invitations/rules.ts` says by level. */
  campus_invitations: 2,
  /** Posts that mention more than `MAX_MENTIONS_AT_FIRST` members. */
  mass_mentions: 2,
  /** Groups of more than `MAX_GROUP_AT_FIRST` members. */
  large_groups: 2,
} as const;
export type Right = keyof typeof RIGHTS;

export const MAX_MENTIONS_AT_FIRST = 5;
export const MAX_GROUP_AT_FIRST = 20;
