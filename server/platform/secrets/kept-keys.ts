import { randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Db } from '../db.ts';
import { isSealedWith, open, seal } from '../seal.ts';
import { KEPT_PURPOSES, type KeptPurpose } from './purposes.ts';
import type { Secrets } from './secrets.ts';

declare module '../db.ts' {
  interface Database {
    'platform.kept_keys': { purpose: string; sealed: Buffer };
  }
}

const rows = (db: Db) => db.selectFrom('platform.kept_keys').selectAll().execute();
const isKept = (purpose: string): purpose is KeptPurpose => KEPT_PURPOSES.includes(purpose as KeptPurpose);

/** Reads the kept keys. @throws Error if one was sealed with a key that SECRET_KEY does not list */
export async function loadKeptKeys(db: Db, secrets: Secrets): Promise<void> {
  for (const { purpose, sealed } of await rows(db))
    if (isKept(purpose))
      secrets.keep(purpose, Buffer.from(open(secrets.keys('kept-keys'), sealed), 'base64url'));
}

/**
 * Makes the kept keys that are missing: random ones, which nobody who learns SECRET_KEY can derive.
 * @param isInUse  members already have things that were made with the keys of an older version: those are kept
 */
export async function createKeptKeys(db: Db, secrets: Secrets, isInUse: boolean): Promise<void> {
  await db
    .insertInto('platform.kept_keys')
    .values(
      KEPT_PURPOSES.map((purpose) => {
        const value = isInUse ? secrets.legacyKept(purpose).export() : randomBytes(32);
        return { purpose, sealed: seal(secrets.key('kept-keys'), value.toString('base64url')) };
      }),
    )
    .onConflict((conflict) => conflict.column('purpose').doNothing())
    .execute();
  await loadKeptKeys(db, secrets);
}

/** Replaces a kept key by a random one. Other processes read it within a minute. */
export async function replaceKeptKey(db: Db, secrets: Secrets, purpose: KeptPurpose): Promise<void> {
  const sealed = seal(secrets.key('kept-keys'), randomBytes(32).toString('base64url'));
  await db
    .insertInto('platform.kept_keys')
    .values({ purpose, sealed })
    .onConflict((conflict) => conflict.column('purpose').doUpdateSet({ sealed }))
    .execute();
  await loadKeptKeys(db, secrets);
}

/** Seals with the newest key what an older one has sealed. @returns how many still wait for an older key */
export async function resealKeptKeys(db: Db, secrets: Secrets): Promise<number> {
  for (const { purpose, sealed } of await rows(db)) {
    if (isSealedWith(secrets.key('kept-keys'), sealed)) continue;
    const again = seal(secrets.key('kept-keys'), open(secrets.keys('kept-keys'), sealed));
    await sql`update platform.kept_keys set sealed = ${again} where purpose = ${purpose} and sealed = ${sealed}`.execute(
      db,
    );
  }
  return (await rows(db)).filter(({ sealed }) => !isSealedWith(secrets.key('kept-keys'), sealed)).length;
}
