export const dynamic = 'force-static';

/** The name of this build, imported by the service worker: a new name makes the browser install a new worker. */
export function GET(): Response {
  const name = process.env.NODE_ENV === 'production' ? crypto.randomUUID() : 'dev';
  return new Response(`self.BUILD = '${name}';\n`, {
    headers: { 'content-type': 'text/javascript; charset=utf-8', 'cache-control': 'no-cache' },
  });
}
