import { expect, test } from 'vitest';
import { refuseWeakPassword } from './passwords.ts';

const weak = { status: 422, code: 'weak_password', errors: [{ path: 'password' }] };

test.for([
  'kısaşifre',
  'sifre12345',
  'ŞİFRE12345',
  'Galatasaray1905!',
  'fenerbahce1907',
  'BEŞİKTAŞ1903',
  'istanbul34istanbul',
  'İSTANBUL2024',
  'seniseviyorum',
  'mustafa1234',
  'qwerty123456',
  '1q2w3e4r5t6y',
  'Aa123456789',
  '5321234567',
  'p4ssw0rd123',
  'iloveyou2024',
  'aaaaaaaaaaaaaaaa',
  'abcabcabcabc',
  'letmein12345',
])('%s is refused, with a hint on what to do', async (password) => {
  await expect(refuseWeakPassword(password, [])).rejects.toMatchObject(weak);
});

test.for([
  'mor kestane bulut 71',
  'Kedi9Dolap&Raf',
  'xk3!mQ9vLp2z',
  'yağmurda üç şemsiye',
  '雨の中で傘を三本さす人',
  '🌳🐈📚🎻🌧🚲🧉🧶🏔🎈',
])('%s is accepted', async (password) => {
  await expect(refuseWeakPassword(password, [])).resolves.toBeUndefined();
});

test('what is known about the member makes a password worthless, in any spelling', async () => {
  const personal = [
    'isil_sahin',
    'Işıl Çınarlıoğlu',
    'b210045',
    'cinar.edu.tr',
    'Gölbaşı Teknik Üniversitesi',
  ];
  for (const password of [
    'çınarlıoğlu1',
    'CINARLIOGLU1',
    'b210045b210045',
    'Gölbaşı2024',
    'golbasi2024',
    'chitlaq2024',
  ])
    await expect(refuseWeakPassword(password, personal), password).rejects.toMatchObject(weak);
});

test('the length is counted in characters as users see them', async () => {
  await expect(refuseWeakPassword('👩‍👩‍👧‍👦🏳️‍🌈👍🏽', [])).rejects.toMatchObject({
    ...weak,
    message: expect.stringContaining('10 characters'),
  });
});

test('the error names the field of the form', async () => {
  await expect(refuseWeakPassword('1234567890', [], 'newPassword')).rejects.toMatchObject({
    errors: [{ path: 'newPassword' }],
  });
});

test('a very long password is judged by its beginning: what follows cannot make it weaker', async () => {
  await expect(refuseWeakPassword(`mor kestane bulut 71 ${'a'.repeat(179)}`, [])).resolves.toBeUndefined();
  await expect(refuseWeakPassword('a'.repeat(200), [])).rejects.toMatchObject(weak);
});
