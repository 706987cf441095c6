import type { SchemaInventory } from './types.ts';

export const platform: SchemaInventory = {
  idempotency_keys: {
    purpose: 'answers a repeated request as the first one',
    basis: 'contract',
    retention: 'a day',
    isEmptyInCopies: true,
    personal: {
      member_id: 'kept',
      key: 'pattern',
      request_hash: 'pattern',
      response: 'null',
      created_at: 'kept',
    },
    notPersonal: [],
  },
  kept_keys: ['purpose', 'sealed'],
  measurements: ['name', 'claimed_at', 'measured_at', 'figures'],
  settings: {
    purpose: 'what the server remembers, such as the address that becomes the first owner',
    basis: 'contract',
    retention: 'until replaced',
    personal: { value: 'empty object' },
    notPersonal: ['key', 'updated_at'],
  },
};

export const analytics: SchemaInventory = {
  cohort_statistics: ['cohort', 'month', 'members', 'active', 'counted_at'],
  content_statistics: [
    'span',
    'starts_on',
    'scope',
    'authors',
    'posts',
    'replies',
    'media',
    'likes',
    'counted_at',
  ],
  member_statistics: [
    'span',
    'starts_on',
    'scope',
    'members',
    'registered',
    'active',
    'messages_sent',
    'counted_at',
  ],
  hashtag_statistics: {
    purpose: 'the hashtags that most people used',
    basis: 'legitimate interest',
    retention: 'recomputed daily',
    personal: { tag: 'words' },
    notPersonal: ['days', 'rank', 'posts', 'people'],
  },
};

export const status: SchemaInventory = {
  backups: ['id', 'place', 'kind', 'started_at', 'finished_at', 'bytes', 'failure'],
  days: ['day', 'minutes'],
  restore_drills: [
    'id',
    'started_at',
    'finished_at',
    'failed_step',
    'detail',
    'backup_name',
    'rpo_seconds',
    'rto_seconds',
  ],
};
