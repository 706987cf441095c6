import { indexAll, learnAll } from '../server/modules/search/posts/jobs.ts';
import { openCampus } from './campus.ts';
const campus = await openCampus(); const { ctx } = campus;
let t = performance.now(); await indexAll(ctx); console.log('index', (performance.now()-t)/1000);
t = performance.now(); await learnAll(ctx); console.log('learn', (performance.now()-t)/1000);
console.log((await ctx.pool.query("select pg_size_pretty(pg_total_relation_size('search.posts')) t, pg_size_pretty(pg_relation_size('search.posts_words')) i, (select count(*) from search.vocabulary) v, pg_size_pretty(pg_total_relation_size('content.posts')) p")).rows);
await ctx.pool.query('vacuum analyze search.posts');
await campus.close(); process.exit(0);
