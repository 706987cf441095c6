import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isRewritten } from './similarity.ts';

test.for([
  ['Sınavalr yaklaşıyor', 'Sınavlar yaklaşıyor'],
  ['Evet', 'Evet!'],
  ['ISPARTA’da kar var', 'Isparta’da kar var'],
  ['Kütüphane bu gece yarıya kadar açık', 'Kütüphane bu gece yarıya kadar açık. Çay da var.'],
  ['', ''],
] as const)('“%s” → “%s” is not rewritten', ([before, after]) => {
  expect(isRewritten(before, after)).toBe(false);
});

test.for([
  ['Herkese başarılar!', 'Bu çantayı satıyorum, 300 lira'],
  ['Evet', 'Hayır'],
  ['Kedileri seviyorum', 'Kedilerden nefret eden herkesin yanındayım, hem de her zaman'],
  ['', 'Yeni bir söz'],
] as const)('“%s” → “%s” is rewritten', ([before, after]) => {
  expect(isRewritten(before, after)).toBe(true);
});

test('an unchanged text is not rewritten, and the measure is symmetric', () => {
  fc.assert(
    fc.property(fc.string({ maxLength: 280 }), fc.string({ maxLength: 280 }), (a, b) => {
      expect(isRewritten(a, a)).toBe(false);
      expect(isRewritten(a, b)).toBe(isRewritten(b, a));
    }),
  );
});
