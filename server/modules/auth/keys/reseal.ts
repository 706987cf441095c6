import type { KeyObject } from 'node:crypto';
import type { Context } from '../../../platform/context.ts';
import { isSealedWith, seal, tryOpen } from '../../../platform/seal.ts';
import { resealKeptKeys } from '../../../platform/secrets/kept-keys.ts';
import { findArchiveKeys, replaceSealedArchiveKey } from '../archive-keys/queries.ts';
import { linkKey } from '../emails/verification.ts';
import { lockKeys, unexpiredKeys } from './queries.ts';
import {
  linkedRegistrations,
  replaceSealedKey,
  replaceSealedSecondFactor,
  sealedLetters,
  sealedSecondFactors,
} from './reseal.queries.ts';

const BATCH = 500;
const FIRST_ID = '00000000-0000-0000-0000-000000000000';

/** How many things can be read only with an older key of SECRET_KEY. */
export interface WaitingForOlderKeys {
  secondFactors: number;
  signingKeys: number;
  keptKeys: number;
  /** Emails in the queue. They end when they are sent. */
  letters: number;
  /** Links of registrations. They end within a day. */
  mailedLinks: number;
}

/** Seals everything that is stored with the newest key. Safe to run at any time, and in several processes. */
export async function reseal(ctx: Context): Promise<WaitingForOlderKeys> {
  return {
    secondFactors: await resealSecondFactors(ctx),
    signingKeys: await resealSigningKeys(ctx),
    keptKeys: await resealKeptKeys(ctx.db, ctx.secrets),
    ...(await countTemporary(ctx)),
  };
}

/** Job: every hour, as long as SECRET_KEY lists older keys. */
export async function resealIfNeeded(ctx: Context): Promise<void> {
  if (!ctx.secrets.hasOlder) return;
  ctx.log.info({ ...(await reseal(ctx)) }, 'auth.resealed');
}

async function resealSecondFactors(ctx: Context): Promise<number> {
  const newest = ctx.secrets.key('totp');
  let waiting = 0;
  for (let after = FIRST_ID; ; ) {
    const batch = await sealedSecondFactors(ctx.db, after, BATCH);
    for (const one of batch) {
      if (isSealedWith(newest, one.sealed)) continue;
      const again = sealAgain(newest, ctx.secrets.keys('totp'), one.sealed);
      if (again === undefined || !(await replaceSealedSecondFactor(ctx.db, one, again))) waiting++;
    }
    const last = batch.at(-1);
    if (last === undefined) return waiting;
    after = last.userId;
  }
}

const resealSigningKeys = (ctx: Context): Promise<number> =>
  ctx.transaction(async (tx) => {
    await lockKeys(tx.db);
    const newest = ctx.secrets.key('signing-keys');
    let waiting = 0;
    for (const { kid, sealedPrivateJwk } of await unexpiredKeys(tx.db, tx.clock())) {
      if (isSealedWith(newest, sealedPrivateJwk)) continue;
      const again = sealAgain(newest, ctx.secrets.keys('signing-keys'), sealedPrivateJwk);
      if (again === undefined) waiting++;
      else await replaceSealedKey(tx.db, kid, again);
    }
    for (const { id, sealedPrivateKey } of await findArchiveKeys(tx.db)) {
      if (isSealedWith(newest, sealedPrivateKey)) continue;
      const again = sealAgain(newest, ctx.secrets.keys('signing-keys'), sealedPrivateKey);
      if (again === undefined) waiting++;
      else await replaceSealedArchiveKey(tx.db, id, again);
    }
    return waiting;
  });

async function countTemporary(ctx: Context): Promise<{ letters: number; mailedLinks: number }> {
  const letters = await sealedLetters(ctx.db);
  const links = await linkedRegistrations(ctx.db, ctx.clock());
  const newest = ctx.secrets.key('registration-links');
  return {
    letters: letters.filter((sealed) => !isSealedWith(ctx.secrets.key('letters'), sealed)).length,
    mailedLinks: links.filter(({ id, tokenHash }) => linkKey(ctx, id, tokenHash) !== newest).length,
  };
}

/** Undefined if no key that is accepted opens it. */
function sealAgain(newest: KeyObject, accepted: readonly KeyObject[], sealed: Buffer): Buffer | undefined {
  const plain = tryOpen(accepted, sealed);
  return plain === undefined ? undefined : seal(newest, plain);
}
