import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { MATCH } from '../../server/modules/media/fingerprints/limits.ts';
import { probeOf } from '../../server/modules/media/fingerprints/matching.ts';
import { findBlocking, findNearNames, PARTS } from '../../server/modules/media/fingerprints/queries.ts';
import { openCampus } from '../campus.ts';
import { quantile } from '../load.ts';

const PICTURES = 1_000_000;
const ROUNDS = 15;
/** Fingerprints of one entry of the list: the picture, and with its edges cut off. */
const FRAMES = 6;
const BITS = "('x' || md5(random()::text) || md5(random()::text))::bit(256)";

const frames = (count: number) =>
  Array.from({ length: count }, () => ({ hash: randomBytes(32).toString('hex'), quality: 100 }));

async function times(work: () => Promise<unknown>): Promise<string> {
  const taken: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    const start = performance.now();
    await work();
    taken.push(performance.now() - start);
  }
  return `${quantile(taken, 0.5).toFixed(1)} ms (95 %: ${quantile(taken, 0.95).toFixed(1)})`;
}

/** How long an upload is compared with the list, and a picture with all others, on a temporary database of random fingerprints. */
export async function measureScale(): Promise<void> {
  const dataDir = mkdtempSync(join(tmpdir(), 'chitlaq-bench-'));
  const { ctx, close } = await openCampus({ dataDir, needsServer: false });
  try {
    const { pool } = ctx;
    await pool.query(`insert into media.fingerprints (name, frame, hash, quality, created_at)
      select md5(number::text), 0, ${BITS}, 100, now() from generate_series(1, ${PICTURES}) as number`);
    // Without owners: the trigger that asks for them would take most of the time.
    await pool.query('alter table media.files disable trigger user');
    await pool.query(`insert into media.files (id, kind, status, name, mime_type, size, stored_bytes, variants, created_at, unattached_since)
      select gen_random_uuid(), 'image', 'ready', name, 'image/webp', 1, 1, '{}', now(), now() from media.fingerprints`);
    await pool.query('vacuum analyze media.fingerprints, media.files');
    const { rows } = await pool.query(
      "select pg_size_pretty(pg_table_size('media.fingerprints')) as heap, pg_size_pretty(pg_indexes_size('media.fingerprints')) as indexes",
    );
    console.log(`\n## Time, ${PICTURES} random fingerprints (${rows[0].heap}, indexes ${rows[0].indexes})\n`);
    console.log('| what | median |\n| --- | --- |');
    const upload = probeOf(frames(1), '00'.repeat(32));
    for (const listed of [0, 100, 1_000, 10_000]) {
      await pool.query('truncate media.blocked_pictures cascade');
      await pool.query(`with entry as (insert into media.blocked_pictures (id, source_id, created_at)
          select gen_random_uuid(), gen_random_uuid(), now() from generate_series(1, ${listed}) returning id)
        insert into media.blocked_hashes select id, frame, ${BITS} from entry, generate_series(1, ${FRAMES}) as frame`);
      await pool.query('analyze media.blocked_pictures, media.blocked_hashes');
      console.log(
        `| an upload against a list of ${listed} | ${await times(() => findBlocking(ctx.db, null, upload, new Date()))} |`,
      );
    }
    const entry = probeOf(frames(FRAMES), '00'.repeat(32));
    console.log(
      `| all copies of a picture | ${await times(() => findNearNames(ctx.db, entry, MATCH.quality, { from: 0, until: PARTS }))} |`,
    );
  } finally {
    await close();
    rmSync(dataDir, { recursive: true, force: true });
  }
}
