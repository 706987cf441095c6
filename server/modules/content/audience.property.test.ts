import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, expect, test } from 'vitest';
import { Problem } from '../../platform/problem.ts';
import { exampleCount } from '../../testing/depth.ts';
import { type TestMember, testServer } from '../../testing/server.ts';
import { makeBlock, makeFollow } from '../social/factory.ts';
import { edit } from './editing/service.ts';
import { loadViewer, makePost } from './factory.ts';
import type { Post, ThreadEntry, Visibility } from './schemas.ts';
import { deletePost } from './service.ts';

const t = await testServer();
afterAll(t.close);

const VISIBILITIES = ['followers', 'university', 'public'] as const;
const width = (visibility: Visibility) => VISIBILITIES.indexOf(visibility);

interface ModelPost {
  id: string;
  author: number;
  visibility: Visibility;
  inherits: boolean;
  above: ModelPost | null;
  isDeleted: boolean;
}

/** The visibility rule of docs/adr/0020, over plain sets. */
class Model {
  follows = new Set<string>();
  blocks = new Set<string>();
  private = new Set<number>();
  posts: ModelPost[] = [];
  universities: readonly number[];
  constructor(universities: readonly number[]) {
    this.universities = universities;
  }

  blocked = (a: number, b: number) => this.blocks.has(`${a} ${b}`) || this.blocks.has(`${b} ${a}`);
  isClosed = (post: ModelPost) => post.visibility !== 'public' || this.private.has(post.author);
  above = (post: ModelPost): ModelPost[] =>
    post.above === null ? [] : [...this.above(post.above), post.above];

  /** Whether its own visibility and its author's account privacy admit the viewer. */
  admitsByOwnVisibility = (post: ModelPost, viewer: number): boolean => {
    const follows = this.follows.has(`${viewer} ${post.author}`);
    const isSameUniversity = this.universities[viewer] === this.universities[post.author];
    if (post.visibility === 'university' && !isSameUniversity) return false;
    return follows || (post.visibility !== 'followers' && !this.private.has(post.author));
  };

  admits = (post: ModelPost, viewer: number): boolean =>
    viewer === post.author ||
    (!this.blocked(viewer, post.author) &&
      (viewer === post.above?.author || this.admitsByOwnVisibility(post, viewer)));

  mayRead = (post: ModelPost, viewer: number): boolean => {
    if (viewer === post.author) return true;
    if (this.blocked(viewer, post.author)) return false;
    if (viewer === post.above?.author) return true;
    const closed = this.above(post).filter(this.isClosed);
    if (closed.length === 0) return this.admitsByOwnVisibility(post, viewer);
    const isAdmitted = closed.every(
      (limit, place) => (limit.inherits && place > 0) || this.admits(limit, viewer),
    );
    return isAdmitted && (post.inherits || this.admitsByOwnVisibility(post, viewer));
  };

  sees = (viewer: number) => this.posts.filter((post) => !post.isDeleted && this.mayRead(post, viewer));

  /** The narrowest of its own visibility and those of the limited posts above it. */
  effectiveVisibility = (post: ModelPost): Visibility => {
    const widths = this.above(post).map((limit) =>
      this.private.has(limit.author) ? 0 : width(limit.visibility),
    );
    return VISIBILITIES[Math.min(width(post.visibility), ...widths)]!;
  };
}

const MEMBERS = 5;
const member = fc.nat({ max: MEMBERS - 1 });
const some = fc.nat({ max: 30 });
const visibility = fc.constantFrom(...VISIBILITIES);
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ act: fc.constant('follow' as const), who: member, whom: member }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('block' as const), who: member, whom: member }) },
  {
    weight: 2,
    arbitrary: fc.record({ act: fc.constant('privacy' as const), who: member, on: fc.boolean() }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('post' as const), who: member, visibility }) },
  {
    weight: 6,
    arbitrary: fc.record({
      act: fc.constant('reply' as const),
      who: member,
      to: some,
      visibility: fc.option(visibility, { nil: undefined, freq: 2 }),
    }),
  },
  { weight: 2, arbitrary: fc.record({ act: fc.constant('narrow' as const), post: some, visibility }) },
  { weight: 1, arbitrary: fc.record({ act: fc.constant('delete' as const), post: some }) },
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

let worlds = 0;

/**
 * Letters only, so that it is one word, and unlike the name of any other world, because search forgives
 * typos.
 */
const nameOf = (world: number) =>
  createHash('sha256')
    .update(String(world))
    .digest('hex')
    .slice(0, 16)
    .replace(/\d/g, (digit) => 'klmnoprstu'[Number(digit)]!);

class World {
  people: TestMember[];
  model: Model;
  word: string;
  constructor(people: TestMember[], model: Model, word: string) {
    this.people = people;
    this.model = model;
    this.word = word;
  }

  /** Applies a step to the server and the model. A step that the server refuses changes neither. */
  async apply(step: Step): Promise<void> {
    const { model, people } = this;
    const at = (index: number) => people[index]!;
    if (step.act === 'follow' || step.act === 'block') {
      const { who, whom } = step;
      if (who === whom) return;
      if (step.act === 'block') {
        await makeBlock(t, at(who), at(whom));
        model.blocks.add(`${who} ${whom}`);
        model.follows.delete(`${who} ${whom}`);
        model.follows.delete(`${whom} ${who}`);
      } else if (!model.blocked(who, whom)) {
        await makeFollow(t, at(who), at(whom));
        model.follows.add(`${who} ${whom}`);
      }
      return;
    }
    if (step.act === 'privacy') {
      await t.as(at(step.who)).patch('/users/me', { isPrivate: step.on });
      if (step.on) model.private.add(step.who);
      else model.private.delete(step.who);
      return;
    }
    if (step.act === 'post') return this.write(step.who, null, step.visibility);
    if (model.posts.length === 0) return;
    const post = model.posts[(step.act === 'reply' ? step.to : step.post) % model.posts.length]!;
    if (step.act === 'reply') return this.write(step.who, post, step.visibility);
    const author = await loadViewer(t, at(post.author));
    if (step.act === 'delete') {
      if (post.isDeleted) return;
      await deletePost(t.ctx, author, post.id, { ip: '', userAgent: '', requestId: '' });
      post.isDeleted = true;
      return;
    }
    const real = model.effectiveVisibility(post);
    const isAllowed = !post.isDeleted && width(step.visibility) <= width(real);
    const isDone = await succeeds(edit(t.ctx, author, post.id, { visibility: step.visibility }));
    expect(isDone).toBe(isAllowed);
    if (!isDone || step.visibility === real) return;
    post.visibility = step.visibility;
    post.inherits = false;
  }

  private async write(who: number, above: ModelPost | null, wanted: Visibility | undefined): Promise<void> {
    const { model } = this;
    const author = this.people[who]!;
    const real = above ? model.effectiveVisibility(above) : 'public';
    const isAllowed =
      above === null ||
      (!above.isDeleted &&
        model.mayRead(above, who) &&
        (wanted === undefined || width(wanted) <= width(real)));
    const content = `${this.word} #${this.word} ${model.posts.length}`;
    const made = makePost(t, {
      author,
      content,
      ...(wanted ? { visibility: wanted } : {}),
      ...(above ? { replyTo: above } : {}),
    });
    expect(await succeeds(made)).toBe(isAllowed);
    if (!isAllowed) return;
    const isClosed = above !== null && (model.private.has(above.author) || real !== 'public');
    model.posts.push({
      id: (await made).id,
      author: who,
      visibility: wanted ?? above?.visibility ?? 'public',
      inherits: isClosed && (wanted === undefined || wanted === real),
      above,
      isDeleted: false,
    });
  }

  /** Compares every list of every viewer with the model. */
  async compare(): Promise<void> {
    const { model, people, word } = this;
    for (const [viewer, reader] of people.entries()) {
      const ask = t.as(reader);
      const visible = model.sees(viewer);
      const idsOf = (posts: readonly { id: string }[]) => posts.map(({ id }) => id).sort();
      const same = (list: string, shown: readonly { id: string }[], expected: readonly ModelPost[]) =>
        expect([list, viewer, idsOf(shown)]).toEqual([list, viewer, idsOf(expected)]);

      for (const post of model.posts) {
        const answer = await ask.get(`/posts/${post.id}/thread`);
        same('single', answer.post ? [answer.post] : [], visible.includes(post) ? [post] : []);
        if (!answer.post) continue;
        const below = model.posts.filter(({ above, isDeleted }) => above === post && !isDeleted);
        const shown = (answer.replies.items as ThreadEntry[]).filter((entry) => !('unavailable' in entry));
        same(
          'thread',
          shown,
          below.filter((reply) => visible.includes(reply)),
        );
        expect(answer.post.counts.replies).toBe(below.length);
        expect(answer.replies.hidden).toBe(below.length - shown.length);
        if (post.above === null) expect(answer.post.visibility).toBe(post.visibility);
        else expect(answer.post.visibility).toBe(model.effectiveVisibility(post));
      }
      for (const [author, { id }] of people.entries()) {
        const list = await ask.get(`/users/${id}/posts?replies=true&limit=100`);
        const othersPage = visible.filter((post) => post.author === author);
        if (model.blocked(viewer, author)) expect(list.code).toBe('member_not_found');
        else same('profile', list.items, othersPage);
      }
      same('search', (await ask.get(encodeURI(`/search/posts?q=${word}&limit=100`))).items, visible);
      same('hashtag', (await ask.get(encodeURI(`/hashtags/${word}/posts?limit=100`))).items, visible);
      const home = visible.filter(
        ({ author }) => author === viewer || model.follows.has(`${viewer} ${author}`),
      );
      same('home', (await ask.get('/feed/home?limit=100')).items, home);
      const { items } = await ask.get('/notifications?kinds=reply&limit=100');
      const answers = visible.filter(
        ({ author, above }) => author !== viewer && above?.author === viewer && !above.isDeleted,
      );
      same(
        'notifications',
        items.map(({ post }: { post: Post }) => post),
        answers,
      );
    }
  }
}

async function succeeds(work: Promise<unknown>): Promise<boolean> {
  try {
    await work;
    return true;
  } catch (error) {
    if (error instanceof Problem) return false;
    throw error;
  }
}

// Each world requests some hundred pages.
test('in any small world each list shows each viewer exactly what the rule allows', {
  timeout: 240_000,
}, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 45 }), async (steps) => {
      worlds += 1;
      const near = await t.members(3);
      const far = await t.members(MEMBERS - 3, { university: 'nar' });
      const world = new World([...near, ...far], new Model([0, 0, 0, 1, 1]), nameOf(worlds));
      for (const step of steps) await world.apply(step);
      await t.settled();
      await world.compare();
    }),
    { numRuns: exampleCount(15) },
  );
});
