import type { SchemaInventory } from './types.ts';

const WRITTEN = 'for good; its author deletes it with their secret';

/**
 * Of boards with sealed pseudonyms (docs/adr/0099). Texts under a pseudonym name nobody by themselves, but their authors can give
 * themselves away in them, so they count as personal.
 */
export const boards: SchemaInventory = {
  authors: ['thread_id', 'tag', 'colour', 'animal', 'number'],
  boards: [
    'id',
    'title_tr',
    'title_en',
    'description_tr',
    'description_en',
    'university_id',
    'created_at',
    'archived_at',
  ],
  commitments: {
    purpose: 'that a member always writes on boards with the same secret; nothing they write follows from it',
    basis: 'contract',
    retention: 'until the member replaces it, or the account is deleted',
    isEmptyInCopies: true,
    personal: { member_id: 'kept', commitment: 'pattern', made_on: 'kept', write_from: 'kept' },
    notPersonal: [],
  },
  appeals: {
    purpose:
      'what the unknown author of a hidden post says against it, and who of the staff decided about that',
    basis: 'legitimate interest',
    retention: '180 days after the hiding, or after the answer if that is later',
    personal: { text: 'words', answer: 'words', decided_by: 'kept' },
    notPersonal: ['hiding_id', 'appealed_at', 'outcome', 'decided_at'],
  },
  exclusions: {
    purpose:
      'that an author whom nobody knows writes on no board for some days, and who of the staff decided it',
    basis: 'legitimate interest',
    retention: '14 days at most',
    personal: { made_by: 'kept' },
    notPersonal: ['id', 'thread_id', 'tag', 'post_id', 'reason', 'made_at', 'ends_at'],
  },
  hidings: {
    purpose:
      'which posts on boards moderators hid, with the reason that their authors read, and who of the staff did',
    basis: 'legitimate interest',
    retention: '180 days; with an appeal, 180 days after its answer',
    personal: { reason: 'words', hidden_by: 'kept', shown_by: 'kept' },
    notPersonal: ['id', 'post_id', 'hidden_at', 'shown_at'],
  },
  holders: {
    purpose: 'who holds the keys of the boards, which members read',
    basis: 'legitimate interest',
    retention: 'for good; the name goes with the account',
    personal: { member_id: 'kept' },
    notPersonal: ['id', 'role', 'label', 'named_at', 'public_key', 'key_id', 'active_from', 'ended_at'],
  },
  identities: {
    purpose: 'who wrote under a pseudonym, sealed: two of three holders of keys open it for a grave reason',
    basis: 'legitimate interest',
    retention: '180 days',
    isEmptyInCopies: true,
    personal: { ciphertext: 'words', shares: 'empty object' },
    notPersonal: ['thread_id', 'tag', 'sealed_at'],
  },
  opening_answers: {
    purpose: 'what the holders of keys decided about a request to open an identity',
    basis: 'legitimate interest',
    retention: '180 days after the end of the request; the share until its end',
    isEmptyInCopies: true,
    personal: { holder_id: 'kept', share: 'null' },
    notPersonal: ['opening_id', 'role', 'refusal', 'answered_at'],
  },
  openings: {
    purpose: 'which identity was asked for, by whom and why, and for some days whose it is',
    basis: 'legitimate interest',
    retention: 'the identity for 30 days, the rest for 180 days after the end of the request',
    isEmptyInCopies: true,
    personal: { requested_by: 'kept', identity_id: 'null', text: 'words', reason: 'words' },
    notPersonal: ['id', 'post_id', 'thread_id', 'tag', 'requested_at', 'ends_at', 'state', 'closed_at'],
  },
  posts: {
    purpose: 'what is written on boards under pseudonyms',
    basis: 'contract',
    retention: WRITTEN,
    personal: { text: 'words' },
    notPersonal: ['id', 'thread_id', 'tag', 'is_starter', 'reply_to_id', 'state', 'published_at'],
  },
  reports: {
    purpose: 'reports of posts on boards, whose reporters read what became of them',
    basis: 'legitimate interest',
    retention: '180 days after the decision',
    personal: { reporter_id: 'kept', note: 'words', text: 'words' },
    notPersonal: ['id', 'post_id', 'reason', 'reported_at', 'resolved_at', 'outcome', 'due_at'],
  },
  threads: {
    purpose: 'the titles of threads on boards',
    basis: 'contract',
    retention: WRITTEN,
    personal: { title: 'words' },
    notPersonal: ['id', 'board_id', 'starter_id', 'starter_tag', 'post_count', 'published_at', 'active_at'],
  },
  waiting: {
    purpose: 'what was written on boards since the last batch',
    basis: 'contract',
    retention: 'ten minutes',
    isEmptyInCopies: true,
    personal: { title: 'words', text: 'words', identity: 'empty object' },
    notPersonal: ['id', 'thread_id', 'board_id', 'tag', 'reply_to_id', 'publish_at'],
  },
  waiting_appeals: {
    purpose: 'what authors of hidden posts say against it, since the last batch',
    basis: 'legitimate interest',
    retention: 'ten minutes',
    isEmptyInCopies: true,
    personal: { text: 'words' },
    notPersonal: ['hiding_id', 'publish_at'],
  },
};
