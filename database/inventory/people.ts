import type { SchemaInventory } from './types.ts';

const ACCOUNT = 'until the account is deleted';
const CHOICE = 'until the member takes it back, or the account is deleted';

export const profiles: SchemaInventory = {
  post_counts: {
    purpose: 'the number of posts on a profile',
    basis: 'contract',
    retention: ACCOUNT,
    personal: { user_id: 'kept', posts: 'kept' },
    notPersonal: [],
  },
  profiles: {
    purpose: 'what members say about themselves, and who sees it',
    basis: 'contract',
    retention: 'until the member changes it, or the account is deleted',
    personal: {
      user_id: 'kept',
      bio: 'words',
      department: 'words',
      department_key: 'words',
      graduation_year: 'null',
      avatar_url: 'null',
      header_url: 'null',
      is_private: 'kept',
      shows_likes: 'kept',
      allows_public_previews: 'kept',
      updated_at: 'kept',
    },
    notPersonal: [],
  },
  welcomes: {
    purpose: 'how far a new member has come with the first steps',
    basis: 'contract',
    retention: ACCOUNT,
    personal: { user_id: 'kept', passed: 'kept', finished_at: 'kept', updated_at: 'kept' },
    notPersonal: [],
  },
};

/** A relation between two members. */
const relation = (purpose: string, from: string, to: string, ...others: string[]) => ({
  purpose,
  basis: 'contract' as const,
  retention: CHOICE,
  personal: { [from]: 'kept' as const, [to]: 'kept' as const },
  notPersonal: others,
});

export const social: SchemaInventory = {
  audiences: {
    purpose: 'what decides who sees a member’s posts',
    basis: 'contract',
    retention: ACCOUNT,
    personal: {
      user_id: 'kept',
      status: 'kept',
      university_id: 'kept',
      is_private: 'kept',
      username: 'username',
      version: 'kept',
    },
    notPersonal: [],
  },
  blocks: relation('who blocked whom', 'blocker_id', 'blocked_id', 'id'),
  follow_requests: relation('who asked to follow whom', 'requester_id', 'target_id', 'id'),
  follows: relation('who follows whom', 'follower_id', 'followee_id', 'id'),
  hidden_reposts: relation('whose reposts a member hides', 'hider_id', 'hidden_id'),
  member_counts: {
    purpose: 'the numbers of followers on a profile',
    basis: 'contract',
    retention: ACCOUNT,
    personal: { user_id: 'kept', followers: 'kept', following: 'kept' },
    notPersonal: [],
  },
  mutes: relation('whom a member does not want to see', 'muter_id', 'muted_id', 'id'),
  standings: {
    purpose: 'keeps groups of false accounts out of rankings',
    basis: 'legitimate interest',
    retention: 'recomputed daily, until the account is deleted',
    personal: { member_id: 'kept', standing: 'kept', followers: 'kept', age: 'kept' },
    notPersonal: [],
  },
  standings_computed: ['id', 'at'],
};

export const media: SchemaInventory = {
  archives: ['name', 'created_at'],
  files: {
    purpose: 'files that members uploaded, with their descriptions',
    basis: 'contract',
    retention: 'until the file, its post or the account is deleted',
    personal: { owner_id: 'kept', alt: 'words', file_name: 'null', waveform: 'null', created_at: 'kept' },
    notPersonal: [
      'id',
      'kind',
      'status',
      'name',
      'mime_type',
      'size',
      'stored_bytes',
      'width',
      'height',
      'duration_ms',
      'animated',
      'blurhash',
      'focus_x',
      'focus_y',
      'variants',
      'progress',
      'failure',
      'subject_type',
      'subject_id',
      'position',
      'unattached_since',
      'is_from_past_version',
    ],
  },
  link_pictures: ['holder_id', 'name', 'created_at'],
  objects: ['hash', 'key', 'bytes', 'refs'],
  stored_files: ['name', 'file', 'hash'],
  unclaimed_objects: ['key', 'delete_at'],
  uploads: {
    purpose: 'uploads that have not ended',
    basis: 'contract',
    retention: 'a day',
    isEmptyInCopies: true,
    personal: { owner_id: 'kept', file_name: 'null', alt: 'words', created_at: 'kept' },
    notPersonal: ['id', 'length', 'media_id', 'expires_at'],
  },
};

export const notifications: SchemaInventory = {
  activities: {
    purpose: 'who did what that a member is notified of',
    basis: 'contract',
    retention: '90 days once read, 180 days otherwise',
    personal: { user_id: 'kept', actor_id: 'kept', cause: 'kept' },
    notPersonal: ['id', 'notification_id', 'seq'],
  },
  message_watermarks: {
    purpose: 'up to which message a member was notified',
    basis: 'contract',
    retention: ACCOUNT,
    personal: { member_id: 'kept', conversation_id: 'kept', seq: 'kept' },
    notPersonal: [],
  },
  muted_threads: {
    purpose: 'threads that a member wants no notifications of',
    basis: 'contract',
    retention: CHOICE,
    personal: { user_id: 'kept', root_id: 'kept', at: 'kept' },
    notPersonal: [],
  },
  notifications: {
    purpose: 'notifications of a member',
    basis: 'contract',
    retention: '90 days once read, 180 days otherwise',
    personal: {
      user_id: 'kept',
      kind: 'kept',
      topic: 'kept',
      subject_id: 'kept',
      read_at: 'kept',
      pushed_at: 'kept',
    },
    notPersonal: ['id', 'latest_activity_id', 'pushed_activity_id'],
  },
  preferences: {
    purpose: 'how and when a member wants to be notified',
    basis: 'contract',
    retention: ACCOUNT,
    personal: {
      user_id: 'kept',
      channels: 'kept',
      quiet_from: 'kept',
      quiet_until: 'kept',
      time_zone: 'kept',
      digest: 'kept',
      digested_on: 'kept',
    },
    notPersonal: ['digested_activity_id'],
  },
  push_subscriptions: {
    purpose: 'browsers that get push messages',
    basis: 'contract',
    retention: 'until switched off, the session ends, or 14 days of failures',
    isEmptyInCopies: true,
    personal: {
      user_id: 'kept',
      session_id: 'kept',
      endpoint: 'pattern',
      p256dh: 'empty text',
      auth: 'empty text',
      created_at: 'kept',
    },
    notPersonal: ['id', 'failing_since', 'rejected_at'],
  },
};

export const moderation: SchemaInventory = {
  accesses: {
    purpose: 'which member of the staff read reported messages, and why',
    basis: 'legal duty',
    retention: 'as long as claims can be brought; nothing deletes it by itself',
    personal: {
      subject_type: 'kept',
      subject_id: 'kept',
      report_id: 'kept',
      staff_id: 'kept',
      reason: 'words',
      accessed_at: 'kept',
    },
    notPersonal: ['id'],
  },
  decisions: {
    purpose: 'decisions on reports',
    basis: 'legal claims',
    retention: 'as long as claims can be brought; nothing deletes it by itself',
    personal: {
      subject_type: 'kept',
      subject_id: 'kept',
      subject_owner_id: 'kept',
      outcome: 'kept',
      note: 'words',
      decided_by: 'kept',
      decided_at: 'kept',
    },
    notPersonal: ['id'],
  },
  reports: {
    purpose: 'reports, with what was reported as it was then',
    basis: 'legal claims',
    retention: 'as long as claims can be brought; nothing deletes it by itself',
    personal: {
      reporter_id: 'kept',
      subject_type: 'kept',
      subject_id: 'kept',
      subject_owner_id: 'kept',
      snapshot: 'empty object',
      reason: 'kept',
      comment: 'words',
      created_at: 'kept',
    },
    notPersonal: ['id', 'status', 'resolved_at', 'decision_id', 'has_no_subject'],
  },
};

export const realtime: SchemaInventory = {
  instances: ['id', 'seen_at'],
  last_seen: {
    purpose: 'when a member was last online, for those who may know',
    basis: 'contract',
    retention: ACCOUNT,
    isEmptyInCopies: true,
    personal: { member_id: 'kept', at: 'kept' },
    notPersonal: [],
  },
  online: {
    purpose: 'who is online',
    basis: 'contract',
    retention: 'until the connection ends',
    isEmptyInCopies: true,
    personal: { member_id: 'kept', instance_id: 'kept' },
    notPersonal: [],
  },
};
