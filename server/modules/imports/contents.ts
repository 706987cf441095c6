import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { StringDecoder } from 'node:string_decoder';
import { z } from 'zod';
import { idAt } from '../../platform/id.ts';
import { CopyRefused } from './problems.ts';
import type { LeftOut } from './schemas.ts';
import { type CopyZip, unreadable } from './zip.ts';

/** Posts and follows of a copy; more than a person writes. */
const MAX_LINES = 100_000;
/** Characters of a line: a post with all of its fields has a tenth of it. */
const MAX_LINE = 1_000_000;
export const MAX_FOLLOWS = 5_000;
/** No post is older than the idea of such a campus. */
const EARLIEST = Date.UTC(2000, 0, 1);

/** Fields that a later release adds are not read. */
const FileOfLine = z.object({
  path: z.string().nullable(),
  fileName: z.string().nullable().default(null),
  alt: z.string().nullable(),
});
export type FileOfLine = z.infer<typeof FileOfLine>;

export const PostLine = z.object({
  id: z.uuid(),
  at: z.iso.datetime(),
  text: z.string(),
  visibility: z.enum(['public', 'university', 'followers']),
  replyPolicy: z.enum(['everyone', 'followers', 'following', 'mentioned', 'nobody']),
  replyToId: z.uuid().nullable(),
  quoteOfId: z.uuid().nullable(),
  contentWarning: z.string().nullable(),
  language: z.enum(['tr', 'en']).nullable().catch(null),
  poll: z.unknown(),
  files: z.array(FileOfLine).max(10).default([]),
});
export type PostLine = z.infer<typeof PostLine>;

const FollowLine = z.object({ username: z.string().min(1).max(60) });
const ProfileLine = z.object({ bio: z.string() });
const AccountLine = z.object({ university: z.string() });
const FileLine = z.object({
  id: z.uuid(),
  attachedTo: z.string().nullable(),
  files: z.array(FileOfLine).default([]),
});

/** The lines of a part. @throws CopyRefused `copy_unreadable`, `copy_too_large` */
export async function* linesOf<T>(zip: CopyZip, part: string, schema: z.ZodType<T>): AsyncGenerator<T> {
  const path = `data/${part}.jsonl`;
  if (!zip.files.has(path)) return;
  let count = 0;
  try {
    for await (const text of textLines(await zip.open(path))) {
      if (text === '') continue;
      if (++count > MAX_LINES) throw new CopyRefused('copy_too_large', `too many lines in ${path}`);
      yield schema.parse(JSON.parse(text));
    }
  } catch (error) {
    throw unreadable(error);
  }
}

/** Splits a stream into lines, without ever holding more than one of a bounded length. */
async function* textLines(stream: Readable): AsyncGenerator<string> {
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of stream) {
    const lines = (rest + decoder.write(chunk as Buffer)).split('\n');
    rest = lines.pop() ?? '';
    yield* lines;
    if (rest.length > MAX_LINE) throw new CopyRefused('copy_too_large', 'a line is too long');
  }
  yield rest + decoder.end();
}

/** The names that the account follows on the other campus; the newest of too many are left out. */
export async function followsOf(zip: CopyZip): Promise<string[]> {
  const names = new Set<string>();
  for await (const { username } of linesOf(zip, 'follows', FollowLine)) {
    if (names.size === MAX_FOLLOWS) break;
    names.add(username);
  }
  return [...names];
}

/** Bio, picture and university of the account on the other campus. */
export async function profileOf(
  zip: CopyZip,
): Promise<{ bio: string; picture: FileOfLine | undefined; university: string | undefined }> {
  let bio = '';
  let picture: FileOfLine | undefined;
  let university: string | undefined;
  for await (const line of linesOf(zip, 'profile', ProfileLine)) bio = line.bio;
  for await (const line of linesOf(zip, 'account', AccountLine)) university = line.university;
  for await (const { attachedTo, files } of linesOf(zip, 'files', FileLine))
    if (attachedTo === 'avatar' && picture === undefined) picture = files.find(({ path }) => path !== null);
  return { bio, picture, university };
}

export const nothingLeftOut = (): LeftOut => ({ replies: 0, quotes: 0, polls: 0, invalid: 0 });

/** A post that comes along, with the dates of the posts that it answers and quotes. */
export type Verdict = keyof LeftOut | { replyToAt: number | null; quoteOfAt: number | null };

/**
 * Decides which posts come along, in the order of the copy: a post that answers or quotes one that stays behind stays as well. It says
 * little alone, and it speaks of somebody who is not here.
 */
export function postFilter(writtenAt: Date): (post: PostLine) => Verdict {
  const taken = new Map<string, number>();
  return ({ id, at: writtenOn, replyToId, quoteOfId, poll }) => {
    const at = Date.parse(writtenOn);
    const replyToAt = replyToId === null ? null : taken.get(replyToId);
    const quoteOfAt = quoteOfId === null ? null : taken.get(quoteOfId);
    if (replyToAt === undefined) return 'replies';
    if (quoteOfAt === undefined) return 'quotes';
    // What was voted cannot be brought to the voters, and a question without its options is none.
    if (poll !== null && poll !== undefined) return 'polls';
    if (at < EARLIEST || at > writtenAt.getTime() || taken.has(id)) return 'invalid';
    taken.set(id, at);
    return { replyToAt, quoteOfAt };
  };
}

/**
 * The id here of something of a copy: as old as the original, and the same in each attempt. Another import gives another id, so that
 * nobody can take the place of somebody else's post.
 */
export function idHere(importId: string, at: number, name: string): string {
  const hash = createHash('sha256').update(`${importId} ${name}`).digest('hex');
  const variant = '89ab'[Number.parseInt(hash.charAt(3), 16) % 4];
  return `${idAt(at).slice(0, 13)}-7${hash.slice(0, 3)}-${variant}${hash.slice(4, 7)}-${hash.slice(8, 20)}`;
}
