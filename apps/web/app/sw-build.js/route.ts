export const dynamic = 'force-static';

/** Names this build, for the worker: another name is another worker, and that one offers itself. */
export function GET(): Response {
  const name = process.env.NODE_ENV === 'production' ? crypto.randomUUID() : 'dev';
  return new Response(`self.BUILD = '${name}';\n`, {
    headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' },
  });
}
