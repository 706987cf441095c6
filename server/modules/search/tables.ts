declare module '../../platform/db.ts' {
  interface Database {
    /** Published by auth. */
    'auth.member_name_view': { id: string; username: string; search_name: string };
    /** Published by content. */
    'content.hashtag_view': { key: string; tag: string };
  }
}

export {};
