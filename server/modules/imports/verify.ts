import { createHash, createPublicKey, verify } from 'node:crypto';
import {
  ArchiveManifest,
  ArchiveSignature,
  MANIFEST_PATH,
  SIGNATURE_PATH,
  signedBytes,
} from '../../platform/member-data/manifest.ts';
import { CopyRefused } from './problems.ts';
import { type CopyZip, hashOf, readSmall } from './zip.ts';

const MANIFEST_BYTES = 32 * 1024 * 1024;
const SIGNATURE_BYTES = 4 * 1024;

/** A campus whose copies are accepted. */
export interface TrustedCampus {
  name: string;
  origin: string;
  publicKeys: readonly string[];
}

/** The id of a key, as the campus that owns it publishes it. */
export const keyId = (publicKey: string): string =>
  createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex').slice(0, 16);

const keyOf = (publicKey: string) =>
  createPublicKey({
    key: { kty: 'OKP', crv: 'Ed25519', x: Buffer.from(publicKey, 'base64').toString('base64url') },
    format: 'jwk',
  });

/**
 * Reads the manifest of a copy and checks its signature, not yet the files.
 * @param campusOf  finds an accepted campus by its origin
 * @throws CopyRefused `copy_not_signed`, `campus_not_accepted`, `copy_changed`, `copy_unreadable`, `copy_too_large`
 */
export async function readManifest(
  zip: CopyZip,
  campusOf: (origin: string) => Promise<TrustedCampus | undefined>,
): Promise<{ manifest: ArchiveManifest; campus: TrustedCampus }> {
  if (!zip.files.has(MANIFEST_PATH) || !zip.files.has(SIGNATURE_PATH))
    throw new CopyRefused('copy_not_signed', 'it has no manifest or signature');
  const bytes = await readSmall(zip, MANIFEST_PATH, MANIFEST_BYTES);
  const manifest = parse(ArchiveManifest, bytes);
  const { keyId: signedWith, signature } = parse(
    ArchiveSignature,
    await readSmall(zip, SIGNATURE_PATH, SIGNATURE_BYTES),
  );
  const campus = await campusOf(manifest.campus.origin);
  if (campus === undefined) throw new CopyRefused('campus_not_accepted', manifest.campus.origin);
  const key = campus.publicKeys.find((publicKey) => keyId(publicKey) === signedWith);
  if (key === undefined) throw new CopyRefused('campus_not_accepted', `the key ${signedWith} is unknown`);
  if (!verify(null, signedBytes(bytes), keyOf(key), Buffer.from(signature, 'base64')))
    throw new CopyRefused('copy_changed', 'the signature is wrong');
  return { manifest, campus };
}

function parse<T>(schema: { safeParse(value: unknown): { success: boolean; data?: T } }, bytes: Buffer): T {
  let value: unknown;
  try {
    value = JSON.parse(bytes.toString('utf8'));
  } catch {
    throw new CopyRefused('copy_changed', 'the manifest or signature is no JSON');
  }
  const parsed = schema.safeParse(value);
  if (!parsed.success || parsed.data === undefined)
    throw new CopyRefused('copy_changed', 'the manifest or signature has another shape');
  return parsed.data;
}

/**
 * Checks that the copy has exactly the files of its manifest, with these bytes.
 * @throws CopyRefused `copy_changed`, `copy_unreadable`
 */
export async function checkFiles(
  zip: CopyZip,
  { files }: ArchiveManifest,
  signal?: AbortSignal,
): Promise<void> {
  const listed = new Map(Object.entries(files));
  for (const path of zip.files.keys())
    if (!listed.has(path) && path !== MANIFEST_PATH && path !== SIGNATURE_PATH)
      throw new CopyRefused('copy_changed', `${path} is not in the manifest`);
  for (const [path, expected] of listed) {
    signal?.throwIfAborted();
    const { sha256, size } = await hashOf(zip, path);
    if (sha256 !== expected.sha256 || size !== expected.size)
      throw new CopyRefused('copy_changed', `${path} was changed`);
  }
}
