import { expect, test } from 'vitest';
import {
  actorNames,
  NOTIFICATION_KINDS,
  type NotificationKindDefinition,
  notificationKinds,
  notificationVariant,
} from './notifications.ts';

const variants = NOTIFICATION_KINDS.flatMap((kind) => {
  const { sentence, topics = {} }: NotificationKindDefinition = notificationKinds[kind];
  return [...(sentence ? [null] : []), ...Object.keys(topics)].map((topic) => ({ kind, topic }));
});

test('every sentence is there in both languages, with the actors in both or in neither', () => {
  const sentences = variants.map((variant) => notificationVariant(variant).sentence);
  for (const { tr, en } of sentences) {
    expect(tr.includes('{who}')).toBe(en.includes('{who}'));
    expect(`${tr}${en}`.replaceAll('{who}', '')).not.toMatch(/[{}<>.]/);
  }
  for (const locale of ['tr', 'en'] as const)
    expect(new Set(sentences.map((sentence) => sentence[locale])).size).toBe(variants.length);
});

test('a topic inherits from its kind what it does not state', () => {
  expect(notificationVariant({ kind: 'like', topic: 'post_rewritten' })).toMatchObject({
    icon: 'heart',
    target: 'post',
    post: 'others',
  });
  expect(notificationVariant({ kind: 'follow_request', topic: 'accepted' })).toMatchObject({
    icon: 'user-plus',
    target: 'actor',
  });
});

test.for([
  ['poke', null],
  ['like', 'poked'],
  ['moderation', null],
  ['constructor', null],
  ['like', 'toString'],
] as const)('an unknown kind or topic (%s, %s) has a sentence of its own', ([kind, topic]) => {
  expect(notificationVariant({ kind, topic })).toEqual({
    sentence: { tr: 'Yeni bir bildirimin var', en: 'You have a new notification' },
    icon: 'bell',
    target: null,
  });
});

test.for([
  ['tr', ['Ayşe'], 1, 'Ayşe'],
  ['tr', ['Ayşe', 'Bora'], 2, 'Ayşe ve Bora'],
  ['tr', ['Ayşe', 'Bora', 'Can'], 4, 'Ayşe ve 3 kişi daha'],
  ['tr', ['Ayşe'], 1235, 'Ayşe ve 1.234 kişi daha'],
  ['tr', [], 0, 'Biri'],
  ['en', ['Ayşe', 'Bora'], 2, 'Ayşe and Bora'],
  ['en', ['Ayşe'], 2, 'Ayşe and 1 other'],
  ['en', ['Ayşe', 'Bora', 'Can'], 4, 'Ayşe and 3 others'],
  ['en', ['محمد', 'Ayşe'], 2, '\u2068محمد\u2069 and Ayşe'],
  ['en', [], 0, 'Someone'],
] as const)('in %s, the names %j of %d actors', ([locale, names, count, text]) => {
  expect(actorNames(locale, names, count)).toBe(text);
});
