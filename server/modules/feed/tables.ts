import type { ColumnType, Generated, JSONColumnType } from 'kysely';
import type { Scale } from './ranking/rank.ts';
import type { Score } from './ranking/score.ts';
import type { Weights } from './ranking/signals.ts';

type ScoreColumn = ColumnType<Score, string, string>;

declare module '../../platform/db.ts' {
  interface Database {
    'feed.affinities': {
      user_id: string;
      member_id: string;
      points: number;
      common: number;
      via: string[];
    };
    'feed.affinities_computed': { user_id: string; at: Date };
    'feed.pool': {
      post_id: string;
      author_id: string;
      university_id: string;
      is_public: boolean;
      people: number;
      vote_weight: number;
      vote_weight_by_university: JSONColumnType<Record<string, number>>;
      author_standing: number;
      hashtags: string[];
      department: string | null;
      graduation_year: number | null;
      language: string | null;
    };
    'feed.pool_computed': { id: Generated<boolean>; at: Date };
    'feed.sessions': {
      user_id: string;
      feed: string;
      id: string;
      started_at: Date;
      scale: JSONColumnType<Scale>;
      ranked: Buffer;
      position: number;
      served_tails: Buffer;
    };
    'feed.preferences': {
      user_id: string;
      home: Generated<'latest' | 'top'>;
      ranking: Generated<boolean>;
      weights: Generated<Partial<Weights>>;
      home_position: string | null;
      home_position_at: Date | null;
    };
    'feed.tastes': {
      user_id: string;
      post_id: string;
      points: number;
      author_id: string | null;
      is_same_department: boolean;
    };
    'feed.tastes_computed': { user_id: string; at: Date };
    'feed.notable_members': { university_id: string; rank: number; member_id: string };
    'feed.dismissed_members': { user_id: string; member_id: string; at: Date };
    'feed.hashtag_days': { scope_id: string; key: string; day: string; people: number; known_people: number };
    'feed.counted_hashtag_days': { day: string };
    'feed.trending_hashtags': {
      scope_id: string;
      rank: number;
      key: string;
      uses: number;
      people: number;
      score: ScoreColumn;
      history: number[];
    };
    'feed.trending_posts': {
      scope_id: string;
      rank: number;
      post_id: string;
      people: number;
      score: ScoreColumn;
    };
    'feed.trends_computed': { scope_id: string; at: Date };
    'feed.hidden_hashtags': {
      key: string;
      id: string;
      tag: string;
      reason: string;
      hidden_by: string | null;
      hidden_at: Date;
    };
    'feed.home_timeline': { user_id: string; entry_id: string; post_id: string; author_id: string };
    'feed.timeline_states': { user_id: string; read_at: Date; oldest_entry_id: string | null };
    'feed.merged_authors': { user_id: string; since: Date };
  }
}
