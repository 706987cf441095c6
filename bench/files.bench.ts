import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pool } from 'pg';
import { makeMember } from '../server/modules/auth/factory.ts';
import { makePost } from '../server/modules/content/factory.ts';
import { media } from '../server/modules/media/index.ts';
import { openCampus } from './campus.ts';
import { cpuMeter } from './cpu.ts';
import { CONNECTIONS, reportLine, runClosedLoop } from './load.ts';

const FILES = 200;
const BYTES = 20_000;
const SECONDS = 8;
const ROUNDS = 3;

/** Attaches a stored file to a post that every member may see, which makes its URL public. */
async function showOn(pool: Pool, post: { id: string }, name: string): Promise<void> {
  await pool.query(
    `insert into media.files (id, kind, status, name, mime_type, size, stored_bytes, subject_type, subject_id, created_at)
     values (gen_random_uuid(), 'image', 'ready', $1, 'image/webp', 1, 1, 'post', $2, now())`,
    [name, post.id],
  );
}

/**
 * Files under `/uploads` as a gateway serves them from its disk: public ones, whose location it caches for ten seconds, against
 * the same files under private URLs, which need a query each. On a temporary campus.
 */
export async function bench(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'chitlaq-bench-'));
  const campus = await openCampus({ dataDir });
  const { ctx } = campus;
  try {
    const addresses = { public: [] as string[], private: [] as string[] };
    const post = await makePost(campus, { author: await makeMember(campus) });
    for (let nr = 0; nr < FILES; nr++) {
      const name = randomBytes(16).toString('hex');
      const path = join(dataDir, `file-${nr}`);
      writeFileSync(path, randomBytes(BYTES));
      const stored = await media.storeArchive(ctx, path);
      await ctx.transaction((tx) => media.commitArchive(tx, name, stored));
      const variants = { full: { file: 'archive.zip', mimeType: 'application/zip', size: BYTES } };
      await showOn(ctx.pool, post, name);
      for (const kind of ['public', 'private'] as const) {
        const file = { name, variants, status: 'ready', isPublic: kind === 'public' } as const;
        addresses[kind].push(media.urlOf(ctx, file) ?? '');
      }
    }
    const { url, child } = await campus.launch('gateway', { ROLES: 'gateway,auth,media' });
    const meter = await cpuMeter(child.pid ?? 0, ctx.pool);
    console.log(
      `${cpus().length} cores, Node ${process.versions.node}; ${FILES} files of ${BYTES} bytes, ${CONNECTIONS} connections`,
    );
    for (let round = 0; round < ROUNDS; round++) {
      for (const kind of ['public', 'private'] as const) {
        const requests = addresses[kind].map((path) => ({ path }));
        const before = meter();
        const result = await runClosedLoop(url, requests, SECONDS);
        const after = meter();
        const each = (part: 'process' | 'postgres') =>
          ((after[part] - before[part]) / (result.perSecond * SECONDS)).toFixed(3);
        console.log(
          `${reportLine(kind, result)}  CPU each: gateway ${each('process')} ms, PostgreSQL ${each('postgres')} ms`,
        );
      }
    }
  } finally {
    await campus.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
