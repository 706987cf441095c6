import Fastify from 'fastify';
import pg from 'pg';

/** The baselines of the feed benchmark: a route that returns the same bytes without work, and the bare timeline query. */
const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 10 });
const viewerIds = (process.env.READERS ?? '').split(',');
const bytes = Buffer.from(process.env.ANSWER ?? '', 'base64');
const app = Fastify();
let turn = 0;

app.get('/bytes', async (_request, reply) => reply.type('application/json; charset=utf-8').send(bytes));
app.get('/push', async () => {
  turn = (turn + 1) % viewerIds.length;
  const { rows } = await pool.query(
    `select post.* from feed.home_timeline entry join content.posts post on post.id = entry.post_id
     where entry.user_id = $1 order by entry.entry_id desc limit 20`,
    [viewerIds[turn]],
  );
  return { items: rows };
});
const address = await app.listen({ port: 0, host: '127.0.0.1' });
process.send?.({ ready: true, port: Number(new URL(address).port) });
process.on('disconnect', () => process.exit(0));
