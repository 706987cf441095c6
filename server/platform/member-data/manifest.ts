import { z } from 'zod';

/** Entries of an archive that describe and sign the others. */
export const MANIFEST_PATH = 'manifest.json';
export const SIGNATURE_PATH = 'manifest.sig';

/**
 * What an archive of an account is and holds: the campus signs exactly these bytes, so that another campus can tell a copy from a
 * forgery. Documented in docs/api/account-archive.md.
 */
export const ArchiveManifest = z.strictObject({
  format: z.literal('chitlaq-account'),
  version: z.literal(1),
  id: z.uuid().describe('Of this archive'),
  campus: z.strictObject({ origin: z.url() }),
  member: z.strictObject({ id: z.uuid(), username: z.string() }),
  createdAt: z.iso.datetime(),
  files: z
    .record(z.string(), z.strictObject({ sha256: z.string().regex(/^[0-9a-f]{64}$/), size: z.int() }))
    .describe('Every other entry of the archive but the signature, by its path'),
});
export type ArchiveManifest = z.infer<typeof ArchiveManifest>;

/** `manifest.sig`. */
export const ArchiveSignature = z.strictObject({
  algorithm: z.literal('Ed25519'),
  keyId: z.string(),
  signature: z.base64(),
});
export type ArchiveSignature = z.infer<typeof ArchiveSignature>;

/** What the campus signs: the prefix keeps a signature of something else from passing for one of an archive. */
export const signedBytes = (manifest: Buffer): Buffer =>
  Buffer.concat([Buffer.from('chitlaq account archive 1\n'), manifest]);
