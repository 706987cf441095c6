declare module '../../platform/db.ts' {
  interface Database {
    'feed.home_timeline': { user_id: string; entry_id: string; post_id: string; author_id: string };
    'feed.readers': { user_id: string; read_at: Date; floor_id: string | null };
    'feed.merged_authors': { user_id: string; since: Date };
  }
}

export {};
