import { expect, test } from 'vitest';
import { answerOf, isForGood, type Reason } from './answers.ts';

const reply = (response: string, command = 'RCPT TO') => ({
  code: 'EENVELOPE',
  command,
  response,
  responseCode: Number(response.slice(0, 3)),
  message: `Can't send mail - all recipients were rejected: ${response}`,
});
const to = 'ayse.yilmaz+kampus@cinar.edu.tr';

const said: [string, Reason, boolean][] = [
  ['550 5.1.1 <ayse.yilmaz@cinar.edu.tr>: Recipient address rejected: User unknown', 'unknown_mailbox', true],
  ['550 No such user here', 'unknown_mailbox', true],
  ['550 5.1.2 Host unknown', 'unknown_domain', true],
  ['552 5.2.2 The mailbox is over quota', 'mailbox_full', true],
  ['452 4.2.2 Mailbox full', 'mailbox_full', false],
  ['550 5.7.26 This mail is unauthenticated, SPF and DKIM did not pass', 'unauthenticated', true],
  ['550 5.7.1 Message rejected', 'unauthenticated', true],
  ['554 5.7.1 Service unavailable; client [203.0.113.9] blocked using zen.spamhaus.org', 'blocked', true],
  ['554 5.7.1 Relay access denied', 'relay_denied', true],
  ['421 4.7.28 Unusual rate of mail', 'rate_limited', false],
  ['450 4.7.1 Greylisted, come back in 5 minutes', 'greylisted', false],
  ['451 come back later', 'rate_limited', false],
  ['552 5.3.4 Message too big', 'too_large', true],
  ['599 5.9.9 Full moon', 'other', true],
];
test.for(said)('%s means %s', ([response, reason, isRefusal]) => {
  expect(answerOf(reply(response), to)).toMatchObject({
    reason,
    isRefusal,
    code: Number(response.slice(0, 3)),
  });
});

test('only a missing mailbox ends an email for good', () => {
  const ends = said.filter(([response]) => isForGood(answerOf(reply(response), to)));
  expect(ends.map(([response]) => response)).toEqual([said[0]?.[0], said[1]?.[0]]);
  // A word in a temporary answer, and a code of another matter, do not.
  expect(isForGood(answerOf(reply('450 4.1.1 User unknown'), to))).toBe(false);
  expect(isForGood(answerOf(reply('550 5.7.1 See http://203.0.113.5.1.1/ for help'), to))).toBe(false);
});

test('faults of the connection and of the sign-in are no refusals, whatever the code', () => {
  const faults: [object, Reason][] = [
    [
      { code: 'EAUTH', command: 'AUTH PLAIN', responseCode: 535, response: '535 5.7.8 Bad credentials' },
      'authentication',
    ],
    [
      {
        code: 'ESOCKET',
        originalCode: 'ECONNREFUSED',
        command: 'CONN',
        message: 'connect ECONNREFUSED 192.0.2.1:587',
      },
      'unreachable',
    ],
    [{ code: 'ETIMEDOUT', command: 'CONN', message: 'Connection timeout' }, 'unreachable'],
    [{ code: 'ESOCKET', command: 'CONN', message: 'self-signed certificate' }, 'tls'],
    [
      { code: 'EPROTOCOL', command: 'CONN', responseCode: 554, response: '554 No SMTP service here' },
      'unreachable',
    ],
  ];
  for (const [error, reason] of faults)
    expect(answerOf(error, to)).toMatchObject({ reason, isRefusal: false });
});

test('an answer contains neither addresses nor the recipient’s name nor ids', () => {
  const text = (response: string) => answerOf(reply(response), to).text;
  expect(text(said[0]![0])).toBe('550 5.1.1 <…@…>: Recipient address rejected: User unknown');
  expect(text('550 5.1.1 Ayse.Yilmaz is no user of mx1.cinar.edu.tr')).toBe(
    '550 5.1.1 … is no user of mx1.cinar.edu.tr',
  );
  expect(
    text(
      '550-5.1.1 The email account does not exist.\r\n550 5.1.1 ffacd0b85a97d-385f9c3e5c9si1234567f8f.140 - gsmtp',
    ),
  ).toBe('550 5.1.1 The email account does not exist. 5.1.1 ….140 - gsmtp');
  // The server's own address helps with a block list.
  expect(text(said[7]![0])).toContain('[203.0.113.9]');
  expect(text('550 5.1.1 \u202e<x@y.example>\u0000\u2066 gone')).toBe('550 5.1.1 <…@…> gone');
});

test.for(['ayse-yilmaz', 'o/b', "o'brien", 'a!#$%&*+=?^_`{|}~-z'])(
  'the name %s is masked as well',
  (name) => {
    const answer = answerOf(reply(`550 5.1.1 User unknown: ${name} (${name})`), `${name}@cinar.edu.tr`);
    expect(answer).toMatchObject({ reason: 'unknown_mailbox', isRefusal: true });
    expect(answer.text).not.toContain(name);
  },
);

test.for([99_999_999_999, 5501, 42, Number.NaN])(
  '%d is no code of a mail server, and refuses nothing',
  (number) => {
    const error = { ...reply('550 5.1.1 User unknown'), responseCode: number };
    expect(answerOf(error, to)).toMatchObject({ code: 0, isRefusal: false });
  },
);

test('a long answer is cut, and read in no time', () => {
  const started = performance.now();
  const { text } = answerOf(reply(`550 5.7.1 ${'a'.repeat(200_000)}`), to);
  expect([...text]).toHaveLength(300);
  expect(performance.now() - started).toBeLessThan(200);
});
