import { afterAll, expect, test } from 'vitest';
import { type TestMember, testServer } from '../../../testing/server.ts';
import { makePost } from '../../content/factory.ts';
import { makeFollow } from '../../social/factory.ts';
import { FoundPosts } from './schemas.ts';

const t = await testServer();
afterAll(t.close);

const [reader, author] = (await t.members(2)) as [TestMember, TestMember];
const search = async (q: string) =>
  FoundPosts.parse(await t.as(reader).get(`/search/posts?q=${encodeURIComponent(q)}`));
const found = async (q: string) => (await search(q)).items.map(({ id }) => id);
const write = async (content: string) => {
  const { id } = await makePost(t, { author, content });
  await t.settled();
  return id;
};

test('a new campus corrects typos at once, before any job has run', async () => {
  const post = await write('Kütüphanede mülakat hazırlığı');
  const answer = await search('mülkaat');
  expect(answer.items.map(({ id }) => id)).toEqual([post]);
  expect(answer.corrected).toEqual([{ from: 'mülkaat', to: 'mülakat' }]);
  // Words that are written later are known as well.
  const later = await write('Zürafalar geldi');
  expect(await found('züarfa')).toEqual([later]);
});

test.for([
  ['letters swapped', 'Bahçede salıncak var', ['saılncak', 'slaıncak']],
  ['the first letter wrong', 'Lehim atölyesi', ['kehim']],
  ['a letter missing', 'Tornavida arıyorum', ['tornavda', 'ornavida']],
  ['a doubled letter', 'Pusula kayboldu', ['pussula', 'puusula']],
  ['in a word that was only written with an ending', 'Termoslarımız hazır', ['termsos', 'temros']],
  ['two letters wrong in a long word', 'Enstrümantal bir gece', ['enstürmantl']],
] as const)('a typo is corrected: %s', async ([, content, typed]) => {
  const post = await write(content);
  for (const q of typed) expect(await found(q), q).toContain(post);
});

test('a spelling that somebody used once does not hide the usual one', async () => {
  const usual = [];
  for (let index = 0; index < 4; index++) usual.push(await write(`Osiloskop nerede ${index}`));
  const wrong = await write('Osilaskop bozuk');
  const ids = await found('osilaskop');
  expect(ids[0]).toBe(wrong);
  expect(ids).toEqual(expect.arrayContaining(usual));
});

test.for([
  ['koşmak', 'Bisikletim yok, koşuyorum'],
  ['koşuyorum', 'Yarın sabah koşusu var'],
  ['gülmek', 'Komşular gülüyordu'],
  ['güldüm', 'Beni güldürmeyin'],
  ['giymek', 'Kalın giyilmez'],
  ['kaybolmak', 'Anahtarımı kaybettim'],
  ['kaybolmak', 'Kayıp eşya bürosu'],
  ['yemek', 'Simit yiyoruz, yiyecekler bitti'],
  ['demek', 'Kaptan öyle diyor'],
  ['eşleşme', 'Çorap eşleştirme günü'],
  ['13km', 'Yürüyüş 13 km'],
  ['kat3', 'Sınıf kat 3 koridorunda'],
  ['40 dk', 'Mola 40dk sürüyor'],
  ['taşıyamam', 'Masayı taşıdık'],
  ['ısınamadım', 'Sınıf ısınmıyor'],
  ['silmek', 'Tahtayı silmeyin'],
  ['okumak', 'Herkes okuyor'],
  ['söylemek', 'Kimseye söylüyor musun'],
  ['beklemek', 'Otobüs bekleniyordu'],
  ['utanırım', 'Çok utandım'],
  ['kitaplık', 'Kitaplarımız raflarda'],
] as const)('%s finds “%s”', async ([q, content]) => {
  const post = await write(content);
  expect(await found(q)).toContain(post);
});

test.for([
  ['kartal', 'Kararlı çiçek'],
  ['bağırmak', 'Sağa bakma'],
  ['kedi', 'Keder çekme'],
  ['atmak', 'Atlas dergisi'],
] as const)('%s does not find “%s”', async ([q, content]) => {
  const post = await write(content);
  expect(await found(q)).not.toContain(post);
});

test('words are found split and joined, and inside hashtags', async () => {
  const joined = await write('Kartopu oynadık');
  const split = await write('Kar topu savaşı');
  await write('Kar yağdı, topu kaybettik');
  const tag = await write('Akşam #cinarvizehaftasi');
  for (const q of ['kartopu', 'kar topu']) {
    const ids = (await found(q)).slice(0, 2);
    expect(new Set(ids), q).toEqual(new Set([joined, split]));
  }
  for (const q of ['vize', '#vize', 'cinarvize', '#haftasi']) expect(await found(q), q).toContain(tag);
  const every = await write('Her şey yolunda');
  expect(await found('herşey')).toEqual([every]);
});

test('abbreviations without vowels and lengthened letters are understood', async () => {
  const [selam, cok] = [await write('Selam gençler'), await write('Çok sıcak')];
  const drawn = await write('Haydiii gidelim');
  expect(await found('slm')).toContain(selam);
  expect(await found('çoooook')).toContain(cok);
  expect(await found('haydi')).toContain(drawn);
});

test('a word is found in the other language below literal matches, and an emoji by its name', async () => {
  const turkish = await write('Nohutlu pilav');
  const english = await write('Chickpea stew');
  expect(await found('chickpea')).toEqual([english, turkish]);
  expect(await found('chickpeas')).toEqual([english, turkish]);
  const emoji = await write('Akşam yemeği 🍕');
  expect(await found('pizza')).toContain(emoji);
});

test('posts with all words rank above those with some, a rare word above a common one, adjacent words above distant ones', async () => {
  for (let index = 0; index < 6; index++) await write(`Sıradan gürgen ${index}`);
  const rare = await write('Yalnız ıhlamur');
  const apart = await write('Ihlamur sonra uzun bir yoldan geçilen gürgen');
  const near = await write('Gürgen ıhlamur');
  expect((await found('gürgen ıhlamur')).slice(0, 3)).toEqual([near, apart, rare]);
});

test('the author never outweighs a better match', async () => {
  const [friend] = (await t.members(1)) as [TestMember];
  await makeFollow(t, reader, friend);
  const exact = await write('Erguvanlar');
  const form = await makePost(t, { author: friend, content: 'Erguvanı gördüm' });
  await t.settled();
  for (const fan of [reader, author]) await t.as(fan).put(`/posts/${form.id}/like`);
  expect(await found('erguvanlar')).toEqual([exact, form.id]);
});
