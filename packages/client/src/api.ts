import { type paths, readHttpDate } from '@chitlaq/protocol';
import { clock } from './clock.ts';
import { ProblemError, readProblem } from './problem.ts';
import { adoptSession, csrfToken, hasSession, isOwnSession, isStale, renew } from './session.ts';

const PREFIX = '/api/v1';
/** Statuses by which a proxy answers for a server that it cannot reach. */
const GATEWAY_ERRORS = [502, 503, 504];
type Verb = 'get' | 'put' | 'post' | 'patch' | 'delete';

/** Paths, without `/api/v1`, that have a verb. */
type PathsWith<V extends Verb> = {
  [P in keyof paths]: paths[P] extends { [K in V]: infer Operation }
    ? Operation extends { responses: unknown }
      ? P extends `${typeof PREFIX}${infer Short}`
        ? Short
        : never
      : never
    : never;
}[keyof paths];
type Operation<V extends Verb, P extends string> = `${typeof PREFIX}${P}` extends keyof paths
  ? paths[`${typeof PREFIX}${P}`] extends { [K in V]: infer Found }
    ? Found
    : never
  : never;
type Part<T, Name extends string> = T extends { parameters: { [K in Name]: infer Found } } ? Found : never;
type BodyOf<T> = T extends { requestBody: { content: { 'application/json': infer Body } } } ? Body : never;
type Success = 200 | 201 | 202 | 204;
type ResponseOf<T> = T extends { responses: infer R }
  ? {
      [Status in keyof R & Success]: R[Status] extends { content: { 'application/json': infer Body } }
        ? Body
        : null;
    }[keyof R & Success]
  : never;

type Field<Name extends string, Value> = [Value] extends [never] ? unknown : { [K in Name]: Value };
type QueryOf<T> = T extends { parameters: { query?: infer Query } } ? Exclude<Query, undefined> : never;
type Request<T> = Field<'path', Part<T, 'path'>> &
  Field<'body', BodyOf<T>> &
  ([QueryOf<T>] extends [never]
    ? unknown
    : T extends { parameters: { query: unknown } }
      ? { query: QueryOf<T> }
      : { query?: QueryOf<T> }) & {
    signal?: AbortSignal;
    idempotencyKey?: string;
    headers?: Record<string, string>;
  };
// The second argument is optional if the operation requires nothing.
type RequestArgs<T> =
  Record<string, never> extends Request<T> ? [request?: Request<T>] : [request: Request<T>];

type Call<V extends Verb> = <P extends PathsWith<V>>(
  path: P,
  ...args: RequestArgs<Operation<V, P>>
) => Promise<ResponseOf<Operation<V, P>>>;

/**
 * The API, typed from the OpenAPI document. Every call resolves to the answer's body or throws a
 * ProblemError.
 */
export type Api = { [V in Verb]: Call<V> };

export interface ApiOptions {
  /** Origin of the server, or '' for the page's own. */
  baseUrl: string;
  /** `cookie` in our web apps; `bearer` elsewhere, with `accessToken`. */
  mode: 'cookie' | 'bearer';
  accessToken?: () => string | undefined;
  /** Called when a session cannot be renewed: the member has to sign in again. */
  onSignedOut?: () => void;
  /** Called after each request that was not aborted: whether the server answered, also with a refusal. */
  onOutcome?: (hasAnswered: boolean) => void;
}

interface AnyRequest {
  path?: Record<string, string>;
  query?: Record<string, string | number | boolean | undefined>;
  body?: unknown;
  signal?: AbortSignal;
  idempotencyKey?: string;
  headers?: Record<string, string>;
}

export function createApi(options: ApiOptions): Api {
  const send = async (verb: Verb, path: string, request: AnyRequest): Promise<Response> => {
    const headers: Record<string, string> = { ...request.headers };
    // The browser sets the type of a form, with its boundary; callers that send bytes set their own.
    const isRaw = request.body instanceof FormData || request.body instanceof Blob;
    if (request.body !== undefined && !isRaw) headers['content-type'] = 'application/json';
    if (request.idempotencyKey) headers['idempotency-key'] = request.idempotencyKey;
    if (options.mode === 'cookie') {
      headers['x-session-mode'] = 'cookie';
      const token = csrfToken();
      if (token && verb !== 'get') headers['x-csrf-token'] = token;
    } else {
      const token = options.accessToken?.();
      if (token) headers.authorization = `Bearer ${token}`;
    }
    const requestedAt = clock.steady();
    try {
      const response = await fetch(options.baseUrl + PREFIX + buildPath(path, request), {
        method: verb.toUpperCase(),
        headers,
        credentials: options.mode === 'cookie' ? 'same-origin' : 'omit',
        keepalive: verb === 'delete', // may be sent while the page unloads
        ...(request.body === undefined
          ? {}
          : { body: isRaw ? (request.body as FormData | Blob) : JSON.stringify(request.body) }),
        ...(request.signal ? { signal: request.signal } : {}),
      });
      updateClock(response, requestedAt);
      options.onOutcome?.(!GATEWAY_ERRORS.includes(response.status));
      return response;
    } catch (cause) {
      if (request.signal?.aborted) throw cause;
      options.onOutcome?.(false);
      throw new ProblemError({ status: 0, code: 'offline', detail: 'Can’t reach the server.', cause });
    }
  };

  const refresh = () =>
    renew(async () => {
      const response = await send('post', '/auth/refresh', { body: {} });
      if (!response.ok && response.status !== 401) throw await readProblem(response);
      return response.ok;
    });

  /** The session of this page is over for good, because another tab signed out or in. @returns what to throw */
  const endSession = (): ProblemError => {
    options.onSignedOut?.();
    return new ProblemError({ status: 401, code: 'session_ended', detail: 'Another tab has signed out.' });
  };

  const call = async (verb: Verb, path: string, request: AnyRequest = {}): Promise<unknown> => {
    // What signs in or out, or changes the session, is under this path.
    const changesSession =
      options.mode === 'cookie' && verb !== 'get' && path.startsWith('/auth/') && path !== '/auth/refresh';
    const needsOwn = options.mode === 'cookie' && !changesSession;
    if (needsOwn && !isOwnSession()) throw endSession();
    const renewable =
      options.mode === 'cookie' && !path.startsWith('/auth/refresh') && !path.startsWith('/auth/login');
    if (renewable && isStale()) await refresh();
    let response = await send(verb, path, request);
    if (response.status === 401 && renewable && hasSession()) {
      const problem = await readProblem(response);
      if (!['token_expired', 'token_invalid', 'not_signed_in'].includes(problem.code)) {
        if (problem.code === 'session_ended') options.onSignedOut?.();
        throw problem;
      }
      if (!(await refresh())) {
        options.onSignedOut?.();
        throw problem;
      }
      response = await send(verb, path, request);
    }
    if (changesSession && response.ok) adoptSession();
    // Another tab signed in or out meanwhile: the server refused a write by its token, and what was read may be another member's.
    if (needsOwn && !isOwnSession()) throw endSession();
    if (!response.ok) throw await readProblem(response);
    return response.status === 204 ? null : response.json();
  };

  const verbs: Verb[] = ['get', 'put', 'post', 'patch', 'delete'];
  // The generated types describe every call; at run time they are all one function.
  return Object.fromEntries(
    verbs.map((verb) => [verb, (path: string, request?: AnyRequest) => call(verb, path, request)]),
  ) as unknown as Api;
}

/** Updates the clock. The Date of a cached answer is old; its Age says by how much. */
function updateClock({ headers }: Response, requestedAt: number): void {
  const date = readHttpDate(headers.get('date') ?? '');
  if (date !== undefined && !headers.has('age')) clock.update(date, requestedAt);
}

function buildPath(path: string, { path: parts = {}, query = {} }: AnyRequest): string {
  const filled = path.replaceAll(/\{(\w+)\}/g, (_match, name: string) =>
    encodeURIComponent(parts[name] ?? ''),
  );
  const pairs = Object.entries(query).filter(
    (pair): pair is [string, string | number | boolean] => pair[1] !== undefined,
  );
  const search = new URLSearchParams(
    pairs.map(([key, value]): [string, string] => [key, String(value)]),
  ).toString();
  return search ? `${filled}?${search}` : filled;
}
