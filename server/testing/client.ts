import type { App } from '../platform/http/types.ts';

type Method = 'GET' | 'PUT' | 'POST' | 'PATCH' | 'DELETE';
type Headers = Record<string, string>;
export interface TestResponse {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into answers of every shape, and assert on what they find
  body: any;
}

/** Calls the API in this process. Paths are relative to `/api/v1`; a problem is returned as its document. */
export interface Client {
  // biome-ignore lint/suspicious/noExplicitAny: as above
  get(path: string, headers?: Headers): Promise<any>;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  put(path: string, body?: unknown, headers?: Headers): Promise<any>;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  post(path: string, body?: unknown, headers?: Headers): Promise<any>;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  patch(path: string, body?: unknown, headers?: Headers): Promise<any>;
  // biome-ignore lint/suspicious/noExplicitAny: as above
  delete(path: string, body?: unknown, headers?: Headers): Promise<any>;
  raw(
    method: Method,
    path: string,
    options?: { body?: unknown; headers?: Headers; ip?: string },
  ): Promise<TestResponse>;
}

export function client(app: App, accessToken?: string): Client {
  const raw: Client['raw'] = async (method, path, options = {}) => {
    const response = await app.inject({
      method,
      url: path.startsWith('/api') || path.startsWith('//') ? path.replace(/^\/\//, '/') : `/api/v1${path}`,
      headers: { ...(accessToken ? { authorization: `Bearer ${accessToken}` } : {}), ...options.headers },
      ...(options.body === undefined ? {} : { payload: options.body as object }),
      ...(options.ip ? { remoteAddress: options.ip } : {}),
    });
    const type = String(response.headers['content-type'] ?? '');
    return {
      status: response.statusCode,
      headers: response.headers as TestResponse['headers'],
      body: type.includes('json') && !type.includes('ndjson') ? response.json() : response.body || null,
    };
  };
  const call = async (method: Method, path: string, body?: unknown, headers: Headers = {}) =>
    (await raw(method, path, { body, headers })).body;
  return {
    raw,
    get: (path, headers) => call('GET', path, undefined, headers),
    put: (path, body, headers) => call('PUT', path, body, headers),
    post: (path, body, headers) => call('POST', path, body, headers),
    patch: (path, body, headers) => call('PATCH', path, body, headers),
    delete: (path, body, headers) => call('DELETE', path, body, headers),
  };
}
