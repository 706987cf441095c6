import { createHash } from 'node:crypto';

const INLINE_SCRIPT = /<script(?=[\s>])(?![^>]*\ssrc\s*=)[^>]*>([\s\S]*?)<\/script\s*>/gi;

/**
 * The policy of a page: allows its own inline scripts by hash and no others. Next writes them at build time, the same for every
 * visitor.
 */
export function withScriptHashes(policy: string, html: string): string {
  const hashes = new Set(
    [...html.matchAll(INLINE_SCRIPT)].map(
      ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
    ),
  );
  return policy.replace(/script-src [^;]*/, (sources) => [sources, ...hashes].join(' '));
}
