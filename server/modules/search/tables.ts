declare module '../../platform/db.ts' {
  interface Database {
    'search.posts': { post_id: string; words: string };
    'search.vocabulary': { word: string; posts: number };
    'search.progress': { job: string; after: string };
    'search.saved': { id: string; user_id: string; q: string; created_at: Date };
    'search.recent': { user_id: string; q: string; id: string };
    'search.settings': { user_id: string; recent_enabled: boolean };
    /** Published by auth. */
    'auth.member_name_view': { id: string; username: string; search_name: string };
    /** Published by content. */
    'content.hashtag_view': { key: string; tag: string };
  }
}

export {};
