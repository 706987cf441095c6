import openapi from '@chitlaq/protocol/openapi.json' with { type: 'json' };
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePost } from '../../server/modules/content/factory.ts';
import { makePicture } from '../../server/modules/media/factory.ts';
import { makeDirect, makeMessage } from '../../server/modules/messaging/factory.ts';
import { sampled } from '../../server/testing/depth.ts';
import { type TestMember, testServer } from '../../server/testing/server.ts';

/**
 * Tries every parameter and every field of every endpoint, one at a time, with values that no program sends on purpose: a third of them
 * at each push. The response is never a 5xx, and each refusal is a problem document with a code from the API document.
 */
interface Schema {
  $ref?: string;
  type?: string | string[];
  format?: string;
  enum?: unknown[];
  const?: unknown;
  default?: unknown;
  minimum?: number;
  minItems?: number;
  required?: string[];
  properties?: Record<string, Schema>;
  items?: Schema;
  anyOf?: Schema[];
  oneOf?: Schema[];
  allOf?: Schema[];
}
interface Operation {
  parameters?: { name: string; in: string; required?: boolean; schema: Schema }[];
  requestBody?: { content: Record<string, { schema: Schema }> };
  responses: Record<string, { description: string }>;
}

const t = await testServer();
afterAll(t.close);

let owner: TestMember;
const ids: [path: string, id: string][] = [];
beforeAll(async () => {
  const [made, other] = (await t.members(2, { roles: ['owner'] })) as [TestMember, TestMember];
  owner = made;
  const direct = await makeDirect(t, owner, other);
  ids.push(
    ['/conversations/', direct.id],
    ['/messages/', (await makeMessage(t, owner, direct)).id],
    ['/media/', (await makePicture(t, owner)).id],
    ['/users/', other.id],
    ['/', (await makePost(t, { author: owner, content: 'Merhaba #ders' })).id],
  );
});

/** For paths and queries. */
const WORDS = [
  '',
  ' ',
  '\u0000',
  '\ufffe',
  '\u202e',
  '\u200d',
  'İ',
  'x'.repeat(290),
  "'",
  '\\',
  '%',
  '0',
  '1e309',
  '9999999999999999999999',
  '0000-01-01',
  '0000-01-01T00:00:00.000Z',
  '9999-12-31T23:59:59.999Z',
  '+010000-01-01T00:00:00.000Z',
  'ffffffff-ffff-ffff-ffff-ffffffffffff',
  '👍',
  'Etc/GMT+15',
  '((("a:*&|!<->',
];
/** For bodies. */
const VALUES = [
  null,
  true,
  0,
  -1,
  1.5,
  2_147_483_648,
  9_007_199_254_740_991,
  -1e308,
  [],
  [null],
  [[]],
  {},
  { a: 1 },
  '\ud800',
  'x'.repeat(5_000),
  ...WORDS,
];
const BODIES = [
  '',
  'null',
  '[]',
  '"a"',
  '{',
  '{"__proto__":{"a":1}}',
  '\u0000',
  '['.repeat(5_000),
  `"${'x'.repeat(70_000)}"`,
];

/** These end the calling session, or cost a password hash each; other tests try their fields. */
const APART = /\/(?:logout|password|login|register|proof|mfa|suspend|roles|sessions)/;

const resolve = (schema: Schema): Schema => {
  if (schema.$ref === undefined) return schema;
  const found = schema.$ref
    .slice(2)
    .split('/')
    .reduce<Record<string, unknown>>((at, key) => at[key] as Record<string, unknown>, openapi);
  return resolve(found as Schema);
};

/** A value that the schema accepts. */
function sample(given: Schema): unknown {
  const schema = resolve(given);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[0];
  if (schema.default !== undefined) return schema.default;
  const [first] = schema.anyOf ?? schema.oneOf ?? [];
  if (first !== undefined) return sample(first);
  if (schema.allOf !== undefined) return Object.assign({}, ...schema.allOf.map(sample));
  switch ([schema.type].flat()[0]) {
    case 'object': {
      const required = Object.entries(schema.properties ?? {}).filter(([key]) =>
        schema.required?.includes(key),
      );
      return Object.fromEntries(required.map(([key, value]) => [key, sample(value)]));
    }
    case 'array':
      return Array.from({ length: schema.minItems ?? 1 }, () => sample(schema.items ?? {}));
    case 'integer':
    case 'number':
      return schema.minimum ?? 1;
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      if (schema.format === 'uuid') return ids.at(-1)?.[1];
      return schema.format === 'date-time' ? new Date(Date.now() + 3_600_000).toISOString() : 'a';
  }
}

/** Bodies with one odd value each, one level down and in lists. */
function* oddBodies(given: Schema, put: (value: unknown) => unknown, depth = 0): Generator<unknown> {
  const schema = resolve(given);
  for (const variant of (schema.anyOf ?? schema.oneOf ?? [schema]).map(resolve)) {
    if (variant.type === 'array' && variant.items) for (const value of VALUES) yield put([value]);
    for (const [key, field] of Object.entries(variant.properties ?? {})) {
      const valid = sample(variant) as object;
      for (const value of VALUES) yield put({ ...valid, [key]: value });
      if (depth < 1) yield* oddBodies(field, (value) => put({ ...valid, [key]: value }), depth + 1);
    }
  }
}

const encoded = (word: string): string => {
  try {
    return encodeURIComponent(word);
  } catch {
    return '%ED%A0%80';
  }
};

function* requests(path: string, { parameters = [], requestBody }: Operation): Generator<[string, unknown?]> {
  const bodySchema = requestBody?.content['application/json']?.schema;
  const body = bodySchema && JSON.stringify(sample(bodySchema));
  const pathParameters = parameters.filter((parameter) => parameter.in === 'path');
  const queryParameters = parameters.filter((parameter) => parameter.in === 'query');
  const url = (odd: Record<string, string> = {}): string => {
    const filled = pathParameters.reduce((text, { name }) => {
      const usual =
        name === 'tag' ? 'ders' : name === 'emoji' ? '👍' : ids.find(([part]) => path.includes(part))?.[1];
      return text.replace(`{${name}}`, encoded(odd[name] ?? usual ?? ''));
    }, path);
    const query = queryParameters
      .filter(({ name, required }) => required || odd[name] !== undefined)
      .map(({ name, schema }) => `${name}=${encoded(odd[name] ?? String(sample(schema)))}`);
    return query.length === 0 ? filled : `${filled}?${query.join('&')}`;
  };
  for (const { name } of [...pathParameters, ...queryParameters]) {
    for (const word of WORDS) yield [url({ [name]: word }), body];
  }
  for (const { name } of queryParameters)
    for (const sign of ['', '[]', '[a]']) yield [`${url()}?${name}${sign}=1&${name}=2`, body];
  if (bodySchema === undefined) return;
  for (const malformed of BODIES) yield [url(), malformed];
  for (const odd of oddBodies(bodySchema, (value) => value)) yield [url(), JSON.stringify(odd)];
}

const operations = Object.entries(openapi.paths as unknown as Record<string, Record<string, Operation>>)
  .flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({ method: method.toUpperCase(), path, operation })),
  )
  // A DELETE would remove what the others need.
  .filter(({ method, path }) => !APART.test(path) && method !== 'DELETE');

test.for(operations)('$method $path refuses odd input', async ({ method, path, operation }) => {
  const faults = new Set<string>();
  for (const [url, payload] of sampled(requests(path, operation))) {
    const response = await t.app.inject({
      method: method as 'GET',
      url,
      headers: {
        authorization: `Bearer ${owner.accessToken}`,
        ...(payload === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(payload === undefined ? {} : { payload: payload as string }),
    });
    if (response.statusCode < 400) continue;
    const isProblem = String(response.headers['content-type']).startsWith('application/problem+json');
    const { status, code, requestId } = isProblem ? response.json() : {};
    // A path with broken escapes reaches no endpoint.
    const isNamed =
      code === 'bad_request' ||
      response.statusCode === 404 ||
      operation.responses[response.statusCode]?.description.includes(`\`${code}\``);
    if (response.statusCode < 500 && status === response.statusCode && requestId && isNamed) continue;
    faults.add(`${response.statusCode} ${code} for ${url.slice(0, 120)} ${String(payload).slice(0, 120)}`);
  }
  expect([...faults].slice(0, 5)).toEqual([]);
});
