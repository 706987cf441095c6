import type { ColumnType } from 'kysely';
import type { Score } from './ranking/score.ts';

type ScoreColumn = ColumnType<Score, string, string>;

declare module '../../platform/db.ts' {
  interface Database {
    'feed.hashtag_days': { scope_id: string; key: string; day: string; people: number };
    'feed.counted_days': { day: string };
    'feed.trending_hashtags': {
      scope_id: string;
      place: number;
      key: string;
      uses: number;
      people: number;
      score: ScoreColumn;
      history: number[];
    };
    'feed.trending_posts': {
      scope_id: string;
      place: number;
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
    'feed.readers': { user_id: string; read_at: Date; floor_id: string | null };
    'feed.merged_authors': { user_id: string; since: Date };
  }
}
