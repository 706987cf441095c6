declare module '../../../platform/db.ts' {
  interface Database {
    'realtime.instances': { id: string; seen_at: Date };
    'realtime.online': { member_id: string; instance_id: string };
    'realtime.last_seen': { member_id: string; at: Date };
  }
}

export {};
