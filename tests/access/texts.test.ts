import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makePost } from '../../server/modules/content/factory.ts';
import { makePicture } from '../../server/modules/media/factory.ts';
import { makeDirect, makeGroup, makeMessage } from '../../server/modules/messaging/factory.ts';
import { type TestMember, testServer } from '../../server/testing/server.ts';

/**
 * Every text field of the API: the responses to a blank text (`null` means that it counts as absent), to a control character and
 * to a stack of combining marks.
 */
const t = await testServer();
afterAll(t.close);

let ayse: TestMember;
let bora: TestMember;
let admin: TestMember;
let ids: Record<'direct' | 'group' | 'message' | 'post' | 'picture' | 'report', string>;

beforeAll(async () => {
  [ayse, bora] = (await t.members(2)) as [TestMember, TestMember];
  [admin] = (await t.members(1, { roles: ['admin'] })) as [TestMember];
  const direct = await makeDirect(t, ayse, bora);
  const group = await makeGroup(t, [ayse, bora]);
  ids = {
    direct: direct.id,
    group: group.id,
    message: (await makeMessage(t, ayse, direct)).id,
    post: (await makePost(t, { author: ayse })).id,
    picture: (await makePicture(t, ayse)).id,
    report: (await t.as(ayse).post('/reports', { subjectType: 'user', subjectId: bora.id, reason: 'spam' }))
      .id,
  };
});

type Method = Parameters<ReturnType<typeof t.as>['raw']>[0];
type Sending = (text: string) => { method?: Method; path: string; body: unknown; by?: 'admin' };
const MARKS = '422 too_many_combining_marks';
const INVALID = '400 invalid_request';
const FORBIDDEN = '400 forbidden_character';
let count = 0;

const fields: Record<string, [send: Sending, blank: string | null, forbidden: string, marks: string]> = {
  'a post': [(content) => ({ path: '/posts', body: { content } }), '422 empty_post', FORBIDDEN, MARKS],
  'a changed post': [
    (content) => ({ method: 'PATCH', path: `/posts/${ids.post}`, body: { content } }),
    '422 empty_post',
    FORBIDDEN,
    MARKS,
  ],
  'a warning': [
    (contentWarning) => ({ path: '/posts', body: { content: 'a', contentWarning } }),
    null,
    FORBIDDEN,
    MARKS,
  ],
  'a poll option': [
    (option) => ({ path: '/posts', body: { content: 'a', poll: { options: ['evet', option] } } }),
    '422 poll_option_empty',
    FORBIDDEN,
    MARKS,
  ],
  'a message': [
    (content) => ({
      path: `/conversations/${ids.direct}/messages`,
      body: { clientId: `c${count++}`, type: 'text', content },
    }),
    '422 empty_message',
    FORBIDDEN,
    MARKS,
  ],
  'a changed message': [
    (content) => ({ method: 'PATCH', path: `/messages/${ids.message}`, body: { content } }),
    '422 empty_message',
    FORBIDDEN,
    MARKS,
  ],
  'a draft of a message': [
    (content) => ({ method: 'PUT', path: `/conversations/${ids.direct}/draft`, body: { content } }),
    null,
    FORBIDDEN,
    MARKS,
  ],
  'a new group’s name': [
    (name) => ({ path: '/conversations', body: { type: 'group', participantIds: [bora.id], name } }),
    '422 group_needs_name',
    FORBIDDEN,
    MARKS,
  ],
  'a group’s name': [
    (name) => ({ method: 'PATCH', path: `/conversations/${ids.group}`, body: { name } }),
    '422 group_needs_name',
    FORBIDDEN,
    MARKS,
  ],
  'a name': [
    (displayName) => ({ method: 'PATCH', path: '/users/me', body: { displayName } }),
    INVALID,
    INVALID,
    MARKS,
  ],
  'a new member’s name': [
    (displayName) => ({
      path: '/auth/register',
      body: {
        email: `yeni${count++}@${ayse.email.split('@')[1]}`,
        password: 'mor kestane bulut 71',
        username: `yeni_${count}`,
        displayName,
      },
    }),
    INVALID,
    INVALID,
    MARKS,
  ],
  'a biography': [(bio) => ({ method: 'PATCH', path: '/users/me', body: { bio } }), null, INVALID, MARKS],
  'a department': [
    (department) => ({ method: 'PATCH', path: '/users/me', body: { department } }),
    null,
    INVALID,
    MARKS,
  ],
  'a description': [
    (alt) => ({ method: 'PATCH', path: `/media/${ids.picture}`, body: { alt } }),
    null,
    FORBIDDEN,
    MARKS,
  ],
  'a comment': [
    (comment) => ({
      path: '/reports',
      body: { subjectType: 'post', subjectId: ids.post, reason: 'other', comment },
    }),
    '422 comment_required',
    FORBIDDEN,
    MARKS,
  ],
  'a muted word': [
    (word) => ({ path: '/muted-words', body: { word } }),
    '422 muted_word_empty',
    FORBIDDEN,
    MARKS,
  ],
  'a saved search': [(q) => ({ path: '/search/saved', body: { q } }), INVALID, INVALID, INVALID],
  'a note of a decision': [
    (note) => ({
      method: 'PATCH',
      path: `/admin/reports/${ids.report}`,
      body: { decision: 'dismiss', note },
      by: 'admin',
    }),
    '422 note_required',
    FORBIDDEN,
    MARKS,
  ],
  'a reason for suspending': [
    (reason) => ({
      method: 'PUT',
      path: `/admin/users/${bora.id}/suspend`,
      body: { reason },
      by: 'admin',
    }),
    INVALID,
    INVALID,
    INVALID,
  ],
  'a reason for hiding a tag': [
    (reason) => ({ method: 'PUT', path: '/admin/hashtags/etiket/hidden', body: { reason }, by: 'admin' }),
    INVALID,
    INVALID,
    INVALID,
  ],
};

async function outcomeOf(send: Sending, text: string): Promise<string> {
  const { method = 'POST', path, body, by } = send(text);
  const { status, body: problem } = await t.as(by === 'admin' ? admin : ayse).raw(method, path, { body });
  return status < 300 ? 'taken' : `${status} ${problem.code}`;
}

const BLANK = [
  ...' \t\u00a0\u2800\u3164\u034f\ufe0f\u{e0100}\u17b4\u00ad\u200b\u200d\u2060\ufeff\u180e\u115f\uffa0\u{1d173}',
];

test.for(Object.entries(fields))(
  '%s without visible characters counts as empty',
  async ([, [send, blank]]) => {
    for (const text of [BLANK.join(''), ...BLANK.slice(3, 8)]) {
      expect(await outcomeOf(send, text)).toBe(blank ?? 'taken');
    }
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom(...BLANK), minLength: 1, maxLength: 10 }),
        async (text) => {
          expect(await outcomeOf(send, text)).toBe(blank ?? 'taken');
        },
      ),
      { numRuns: 5 },
    );
  },
);

test.for(Object.entries(fields))(
  '%s has neither control characters nor stacks of marks',
  async ([, fieldRules]) => {
    const [send, , forbidden, marks] = fieldRules;
    expect(await outcomeOf(send, 'a\u202eb')).toBe(forbidden);
    expect(await outcomeOf(send, `a${'\u0336'.repeat(12)}b`)).toBe(marks);
  },
);

test('a text in a script with many marks is accepted', async () => {
  for (const text of ['بِسْمِ ٱللَّهِ ٱلرَّحْمَـٰنِ', 'בְּרֵאשִׁ֖ית בָּרָ֣א', 'ที่นี่ น้ำ', 'Tiếng Việt', 'རྒྱུད་']) {
    for (const name of ['a post', 'a message', 'a name', 'a biography', 'a description', 'a warning']) {
      expect(await outcomeOf(fields[name]![0], text)).toBe('taken');
    }
  }
});
