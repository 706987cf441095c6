/**
 * Every key that follows from SECRET_KEY, what it is for, and what a new SECRET_KEY means for it. There is no other: the types of
 * `Secrets` accept these names alone.
 */

/**
 * Derived from SECRET_KEY itself. New things are made with the newest key and old ones are accepted with any key of the list. The
 * old key may go when nothing waits for it any more (`server/commands/keys.ts` counts): stored things are sealed again within the
 * hour, the others end by themselves.
 */
export const DERIVED = {
  csrf: 'CSRF tokens in cookies, made again with each access token: 15 minutes',
  'media addresses': 'addresses of private files: two hours',
  'passkey-challenges': 'challenges of passkeys: five minutes',
  'mail-codes': 'hashes of mailed codes: a day',
  'mail-people':
    'six bits for each recipient, which tell whether an hour’s emails went to five people: a week',
  'registration-links': 'links that confirm a registration: a day',
  letters: 'emails in the queue, sealed: until they are sent',
  totp: 'secrets of second factors, sealed again',
  'signing-keys': 'keys that sign access tokens and archives, sealed again',
  'kept-keys': 'the keys below, sealed again',
} as const;

/**
 * Keys of things that have no end or cannot be made again. They are in `platform.kept_keys`, sealed, and stay the same when
 * SECRET_KEY is replaced. The value is the purpose that an older version derived the key with: a database that has members when its
 * keys are first kept goes on with those.
 */
export const KEPT = {
  /** Identifies the campus to push services. Subscriptions of browsers are bound to it. */
  push: 'vapid 0',
  /** Hashes of recovery codes, which nobody can hash again. */
  'recovery-codes': 'recovery-codes',
  /** Links in digests, which are never cancelled. */
  unsubscribe: 'unsubscribe',
  /** Devices that have signed in before. Grants only a separate budget for wrong passwords. */
  'device-token': 'device-token',
  /** Permanent addresses of public files, which pages, caches and emails contain. */
  'public addresses': 'media addresses',
  /** Invitations to groups: the answer to a repeated request has the same link. */
  invites: 'invites',
  /** Hashes of mailboxes that were refused, which are compared for 30 days. */
  'refused-mailboxes': 'refused-mailboxes',
} as const;

export type DerivedPurpose = keyof typeof DERIVED;
export type KeptPurpose = keyof typeof KEPT;
export const KEPT_PURPOSES = Object.keys(KEPT) as KeptPurpose[];
