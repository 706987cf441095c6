import type { ColumnType, Generated } from 'kysely';
import type { DraftPost } from './drafts/schemas.ts';
import type { LinkPreview } from './link-previews/schemas.ts';
import type { UndoSeconds } from './pending/schemas.ts';
import type { Entity, NewPost, Post, ReplyPolicy, Visibility } from './schemas.ts';

interface PostColumns {
  id: string;
  author_id: string;
  content: string;
  entities: ColumnType<Entity[], string | undefined, string>;
  visibility: Visibility;
  parent_author_id: ColumnType<string | null, never, never>;
  inherits_audience: Generated<boolean>;
  /** Written only by the database. */
  audience_limits: ColumnType<string | null, never, never>;
  reply_policy: ReplyPolicy;
  reply_to_id: string | null;
  root_id: string | null;
  quote_of_id: string | null;
  language: 'tr' | 'en' | null;
  content_warning: string | null;
  like_count: Generated<number>;
  repost_count: Generated<number>;
  reply_count: Generated<number>;
  quote_count: Generated<number>;
  created_at: Date;
  edited_at: Date | null;
}

interface ReactionColumns {
  post_id: string;
  user_id: string;
  id: string;
}

declare module '../../platform/db.ts' {
  interface Database {
    'content.posts': PostColumns & {
      length: number;
      has_poll: Generated<boolean>;
      has_media: Generated<boolean>;
      pinned_at: Date | null;
      deleted_at: Date | null;
      imported_from: string | null;
      link_preview: ColumnType<LinkPreview | null, undefined, string | null>;
    };
    'content.hidden_posts': {
      post_id: string;
      held: ColumnType<unknown, string, never>;
      hidden_at: Date;
      erase_at: Date | null;
    };
    'content.post_history': {
      post_id: string;
      version: number;
      content: string;
      entities: ColumnType<Entity[], string, string>;
      content_warning: string | null;
      media_ids: ColumnType<string[], string[] | undefined, string[]>;
      written_at: Date;
    };
    'content.polls': { post_id: string };
    'content.poll_votes': { post_id: string; user_id: string; choices: number[]; voted_at: Date };
    'content.drafts': {
      id: string;
      user_id: string;
      post: ColumnType<DraftPost, string, string>;
      created_at: Date;
      updated_at: Date;
    };
    'content.scheduled_posts': {
      id: string;
      user_id: string;
      post: ColumnType<NewPost, string, string>;
      scheduled_for: Date;
      status: ColumnType<
        'waiting' | 'pending' | 'failed',
        'waiting' | 'pending' | undefined,
        'waiting' | 'failed'
      >;
      preview: ColumnType<Post | null, string | undefined, null>;
      failure: string | null;
      created_at: Date;
      updated_at: Date;
    };
    'content.writing_preferences': {
      user_id: string;
      undo_seconds: UndoSeconds;
      link_previews: Generated<boolean>;
    };
    /** Members who have switched ranking off. */
    'content.unranked_readers': { user_id: string };
    'content.hashtags': { key: string; tag: string; created_at: Generated<Date> };
    'content.post_hashtags': { key: string; post_id: string };
    'content.hashtag_follows': { user_id: string; key: string; tag: string; id: string };
    'content.muted_words': {
      id: string;
      user_id: string;
      word: string;
      key: string;
      scope: 'home' | 'contact' | 'everywhere';
      suffixes: boolean;
      expires_at: Date | null;
      created_at: Date;
    };
    'content.post_mentions': { user_id: string; post_id: string };
    'content.ranked_replies': {
      user_id: string;
      id: string;
      post_id: string;
      reply_ids: string[];
      oldest_ranked_id: string | null;
    };
    'content.likes': ReactionColumns;
    'content.reposts': ReactionColumns;
    'content.bookmarks': ReactionColumns;
    /** Published. */
    'content.like_view': ReactionColumns;
    'content.repost_view': ReactionColumns;
    /** Published: who follows which hashtag. */
    'content.hashtag_follow_view': { user_id: string; key: string; id: string };
    /** Published: the posts under a hashtag, by (key, post_id). */
    'content.post_hashtag_view': { key: string; post_id: string };
    /** Published: the members whom posts mention. */
    'content.mention_view': { post_id: string; user_id: string };
    /** Published: posts that are not deleted. */
    'content.post_view': PostColumns;
  }
}
