import sharp from 'sharp';
import { randomFrom } from '../../../database/seed/random.ts';
import type { TestMember, TestServer } from '../../testing/server.ts';

const BOUNDARY = 'form-of-a-test';

/** A multipart form as browsers send it. */
export function form(content: Buffer, fileName = 'a.jpg', fields: Record<string, string> = {}) {
  const parts = Object.entries(fields).map(
    ([name, value]) => `--${BOUNDARY}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const head = `--${BOUNDARY}\r\ncontent-disposition: form-data; name="file"; filename="${fileName}"\r\ncontent-type: application/octet-stream\r\n\r\n`;
  return {
    payload: Buffer.concat([
      Buffer.from(parts.join('') + head),
      content,
      Buffer.from(`\r\n--${BOUNDARY}--\r\n`),
    ]),
    headers: { 'content-type': `multipart/form-data; boundary=${BOUNDARY}` },
  };
}

/** Uploads a file through the API. @returns the response with its status */
export async function upload(
  t: Pick<TestServer, 'app'>,
  member: Pick<TestMember, 'accessToken'>,
  content: Buffer,
  fileName?: string,
  fields?: Record<string, string>,
  key?: string,
) {
  const { payload, headers } = form(content, fileName, fields);
  const response = await t.app.inject({
    method: 'POST',
    url: '/api/v1/media',
    payload,
    headers: {
      ...headers,
      authorization: `Bearer ${member.accessToken}`,
      ...(key === undefined ? {} : { 'idempotency-key': key }),
    },
  });
  return { status: response.statusCode, body: response.json() };
}

/** A picture of one colour. */
export const picture = (width = 640, height = 480, colour = '#35a07f') =>
  sharp({ create: { width, height, channels: 3, background: colour } });

/** A picture unlike those of other seeds: coloured things at random places. */
export function scene(seed: number) {
  const { next } = randomFrom(seed);
  const things = Array.from(
    { length: 24 },
    () =>
      `<ellipse cx="${next() * 640}" cy="${next() * 480}" rx="${20 + next() * 120}" ry="${20 + next() * 90}" fill="hsl(${next() * 360} 70% ${15 + next() * 70}%)"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="100%" height="100%" fill="#eee"/>${things.join('')}</svg>`;
  return sharp(Buffer.from(svg));
}

/** Uploads a small picture. @returns its media */
export async function makePicture(
  t: Pick<TestServer, 'app'>,
  member: Pick<TestMember, 'accessToken'>,
): Promise<{ id: string; url: string }> {
  const { status, body } = await upload(t, member, await picture(64, 48).png().toBuffer());
  if (status !== 201) throw new Error(`upload refused: ${JSON.stringify(body)}`);
  return body;
}
