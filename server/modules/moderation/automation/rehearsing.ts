import { parseRule } from '@chitlaq/text/automatic-rule';
import type { Context } from '../../../platform/context.ts';
import { ruleInput, type WrittenPost } from '../../content/index.ts';
import { compileRule, needsOf } from './evaluate.ts';
import { loadFacts } from './facts.ts';
import { FEWEST_PEOPLE, type Group, publishable } from './groups.ts';
import {
  findPastVerdicts,
  findRehearsal,
  findUniversityNames,
  findVersions,
  finishRehearsal,
  type RehearsalRow,
  setProgress,
} from './queries.ts';
import type { RehearsalResult } from './schemas.ts';

const DAY_MS = 86_400_000;
export const REHEARSED_MS = 30 * DAY_MS;
/** With a window, up to 200 earlier posts are read for each. */
const BATCH = { withWindow: 100, withoutWindow: 1_000 };
const SAMPLE = 20;
/** Ages of accounts in days, each up to and without the number. */
const AGES = [1, 7, 30, 180];

const ageKey = (ms: number): string => String(AGES.find((days) => ms < days * DAY_MS) ?? 'more');

/** The ids whose random part is smallest: by chance, and the same ones in each run. */
const byChance = (a: string, b: string): number => a.slice(24).localeCompare(b.slice(24), 'en');

/** Counts hits by group. Knows authors only while it runs. */
class Tally {
  posts = 0;
  hits = 0;
  upheld = 0;
  dismissed = 0;
  private readonly people = new Set<string>();
  private sample: string[] = [];
  private readonly universities = new Map<string, Group>();
  private readonly languages = new Map<string, Group>();
  private readonly ages = new Map<string, Group>();

  add(post: WrittenPost, author: { universityId: string }, ageMs: number): void {
    this.hits += 1;
    this.people.add(post.authorId);
    this.sample = [...this.sample, post.id].sort(byChance).slice(0, SAMPLE);
    for (const [groups, key] of [
      [this.universities, author.universityId],
      [this.languages, post.language ?? 'unknown'],
      [this.ages, ageKey(ageMs)],
    ] as const) {
      const group = groups.get(key) ?? { name: null, nameTr: null, hits: 0, people: new Set() };
      group.hits += 1;
      group.people.add(post.authorId);
      groups.set(key, group);
    }
  }

  async result(ctx: Context): Promise<RehearsalResult & { sample: string[] }> {
    for (const { id, name, nameTr } of await findUniversityNames(ctx.db, [...this.universities.keys()]))
      Object.assign(this.universities.get(id) ?? {}, { name, nameTr });
    return {
      posts: this.posts,
      hits: this.hits,
      people: this.people.size < FEWEST_PEOPLE ? null : this.people.size,
      upheld: this.upheld,
      dismissed: this.dismissed,
      byUniversity: publishable(this.universities),
      byLanguage: publishable(this.languages),
      byAge: publishable(this.ages),
      sample: this.sample,
    };
  }
}

/**
 * Job: runs a version of a rule over the posts of its time, and changes nothing else. Started over if a worker stops; another error ends
 * it, so that it can be started again.
 *
 * Cost: a few statements for each 1,000 posts, or each 100 if the rule looks back.
 */
export async function rehearse(
  ctx: Context,
  { rehearsalId }: { rehearsalId: string },
  signal?: AbortSignal,
): Promise<void> {
  const rehearsal = await findRehearsal(ctx.db, rehearsalId);
  if (rehearsal === undefined || rehearsal.finishedAt !== null) return;
  try {
    await run(ctx, rehearsal, signal);
  } catch (error) {
    if (!signal?.aborted)
      await finishRehearsal(ctx.db, rehearsalId, { read: 0, result: null, at: ctx.clock() });
    throw error;
  }
}

async function run(ctx: Context, rehearsal: RehearsalRow, signal: AbortSignal | undefined): Promise<void> {
  const { id, ruleId, version, since, until } = rehearsal;
  const written = (await findVersions(ctx.db, ruleId)).find((one) => one.version === version);
  if (written === undefined) return;
  const rule = parseRule(written.text);
  const matches = compileRule(rule);
  const needs = needsOf([rule]);
  const take = needs.windowMs > 0 ? BATCH.withWindow : BATCH.withoutWindow;
  const total = await ruleInput.countBetween(ctx.db, since, until);
  const tally = new Tally();
  let afterId: string | null = null;
  for (;;) {
    signal?.throwIfAborted();
    await setProgress(ctx.db, id, tally.posts, Math.max(total, tally.posts));
    const posts: WrittenPost[] = await ruleInput.postsBetween(ctx.db, { afterId, since, until, take });
    const facts = await loadFacts(ctx, posts, needs);
    const hits = posts.flatMap((post) => {
      const known = facts.get(post.id);
      return known !== undefined && matches(known) ? [{ post, known }] : [];
    });
    for (const { post, known } of hits) tally.add(post, known.author, known.authorAgeMs);
    const verdicts = await findPastVerdicts(
      ctx.db,
      hits.map(({ post }) => post.id),
    );
    for (const verdict of verdicts.values()) tally[verdict] += 1;
    tally.posts += posts.length;
    if (posts.length < take) break;
    afterId = posts.at(-1)!.id;
  }
  await finishRehearsal(ctx.db, id, {
    read: tally.posts,
    result: await tally.result(ctx),
    at: ctx.clock(),
  });
}
