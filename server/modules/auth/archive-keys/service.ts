import { createHash, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto';
import type { Context } from '../../../platform/context.ts';
import { type ArchiveSignature, signedBytes } from '../../../platform/member-data/manifest.ts';
import { open, seal } from '../../../platform/seal.ts';
import { lockKeys } from '../keys/queries.ts';
import { type ArchiveKeyRow, findArchiveKeys, insertArchiveKey, retireArchiveKeys } from './queries.ts';
import type { CampusDescription } from './schemas.ts';

async function makeKey(tx: Context): Promise<void> {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  const raw = Buffer.from(publicKey.export({ format: 'jwk' }).x ?? '', 'base64url');
  await insertArchiveKey(tx.db, {
    id: createHash('sha256').update(raw).digest('hex').slice(0, 16),
    publicKey: raw.toString('base64'),
    sealedPrivateKey: seal(
      tx.secrets.key('signing-keys'),
      privateKey.export({ format: 'der', type: 'pkcs8' }).toString('base64'),
    ),
    createdAt: tx.clock(),
  });
}

/** All keys, newest first; the first one signs. Makes it if there is none yet. */
async function keys(ctx: Context): Promise<[ArchiveKeyRow, ...ArchiveKeyRow[]]> {
  const found = await findArchiveKeys(ctx.db);
  if (found[0]?.retiredAt === null) return found as [ArchiveKeyRow];
  return ctx.transaction(async (tx) => {
    await lockKeys(tx.db);
    const foundUnderLock = await findArchiveKeys(tx.db);
    if (foundUnderLock[0]?.retiredAt !== null) await makeKey(tx);
    return (await findArchiveKeys(tx.db)) as [ArchiveKeyRow];
  });
}

/** Signs the manifest of an archive with the key of the campus. */
export async function signArchive(ctx: Context, manifest: Buffer): Promise<ArchiveSignature> {
  const [{ id, sealedPrivateKey }] = await keys(ctx);
  const key = createPrivateKey({
    key: Buffer.from(open(ctx.secrets.keys('signing-keys'), sealedPrivateKey), 'base64'),
    format: 'der',
    type: 'pkcs8',
  });
  return {
    algorithm: 'Ed25519',
    keyId: id,
    signature: sign(null, signedBytes(manifest), key).toString('base64'),
  };
}

/** Replaces the key that signs. Campuses that accept copies of this one have to add the new key. */
export const replaceArchiveKey = (ctx: Context): Promise<void> =>
  ctx.transaction(async (tx) => {
    await lockKeys(tx.db);
    await retireArchiveKeys(tx.db, tx.clock());
    await makeKey(tx);
  });

/** What other campuses need to know to check the archives of this one. */
export async function describeCampus(ctx: Context): Promise<CampusDescription> {
  return {
    origin: ctx.config.publicUrl,
    archiveKeys: (await keys(ctx)).map(({ id, publicKey, createdAt, retiredAt }) => ({
      id,
      algorithm: 'Ed25519',
      publicKey,
      createdAt: createdAt.toISOString(),
      retiredAt: retiredAt?.toISOString() ?? null,
    })),
  };
}
