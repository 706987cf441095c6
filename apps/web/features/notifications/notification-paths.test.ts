import { notificationPath } from '@chitlaq/text/notifications';
import { expect, test } from 'vitest';
import { paths } from '../../lib/paths.ts';

const notification = {
  kind: 'like',
  topic: null as string | null,
  post: { id: 'p1' },
  subjectId: 's1',
  actors: [{ username: 'ayse' }],
  count: 1,
};

test.for([
  [{ kind: 'like' }, paths.post('p1')],
  [{ kind: 'message', post: null }, paths.conversation('s1')],
  [{ kind: 'message', topic: 'request', post: null }, paths.conversation('s1')],
  [{ kind: 'follow', post: null }, paths.member('ayse')],
  [{ kind: 'follow', post: null, count: 2 }, null],
  [{ kind: 'follow_request', post: null }, paths.followRequests],
  [{ kind: 'follow_request', topic: 'accepted', post: null }, paths.member('ayse')],
  [{ kind: 'system', topic: 'schedule_failed', post: null }, paths.scheduled],
  [{ kind: 'system', topic: 'export_ready', post: null }, paths.settingsPage('messages')],
  [{ kind: 'moderation', topic: 'suspended', post: null }, '/settings/decisions'],
  [{ kind: 'moderation', topic: 'report_upheld', post: null }, '/settings/reports'],
  [{ kind: 'from a newer server', post: null }, null],
] as const)('%j leads to a page of this app: %s', ([about, path]) => {
  expect(notificationPath({ ...notification, ...about })).toBe(path);
});
