import type { Schemas } from '@chitlaq/client';

/** A post; at home and in ranked lists with how it came there. */
export type Post = Schemas['Post'] & {
  entryId?: string;
  /** The followed hashtag that brought it home. */
  followedHashtag?: string | null;
  /** At home: of the timeline, or filling a short home. */
  source?: Schemas['HomeEntry']['source'];
  /** Of a ranked list: why it is here, and what put it here. */
  reason?: Schemas['Reason'];
  score?: Schemas['Score'] | undefined;
  /** Of a search: where the text holds what was sought. */
  matches?: { start: number; end: number }[];
  repostedBy?: { members: Schemas['PostAuthor'][]; count: number } | null;
};

/** At home a post may stand in two places: for itself, and long after because somebody reposted it. */
export const placeOf = (post: Post): string => post.entryId ?? post.id;
