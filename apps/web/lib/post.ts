import type { Schemas } from '@chitlaq/client';

/** A post. In home and ranked lists it includes why it is there. */
export type Post = Omit<Schemas['Post'], 'linkPreview'> & {
  linkPreview?: Schemas['LinkPreview'] | undefined;
  entryId?: string;
  /** In home: the followed hashtag that brought it in. */
  followedHashtag?: string | null;
  /** In home: whether it comes from the timeline or fills a short home. */
  source?: Schemas['HomeEntry']['source'];
  /** In a ranked list: the reason and the score. */
  reason?: Schemas['Reason'];
  score?: Schemas['Score'] | undefined;
  /** In search results: where the text matches. */
  matches?: { start: number; end: number }[];
  repostedBy?: Schemas['HomeEntry']['repostedBy'];
};

/** Identifies the entry of a list: home may show a post twice, for itself and much later because of a repost. */
export const entryIdOf = (post: Post): string => post.entryId ?? post.id;
