import { expect, test } from 'vitest';
import { featuresOf } from './features.ts';
import {
  assess,
  commonFeatures,
  type Decided,
  evaluate,
  likelihoodOf,
  sampleOf,
  trainModel,
} from './model.ts';
import {
  areaUnderCurve,
  type Example,
  lossAndGradient,
  marginOf,
  train,
  type Weights,
} from './regression.ts';
import { isClearlyWorse } from './training.ts';

/** Mulberry32: the same numbers in each run. */
function numbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
const empty = (size: number): Weights => ({ weights: new Float64Array(size), bias: 0 });

test('the gradient is the slope of the loss', () => {
  for (let seed = 1; seed <= 20; seed += 1) {
    const random = numbers(seed);
    const size = 12;
    const examples: Example[] = Array.from({ length: 15 }, () => ({
      indexes: Uint32Array.from(
        Array.from({ length: size }, (_, index) => index).filter(() => random() < 0.4),
      ),
      isUpheld: random() < 0.3,
    }));
    const model = { weights: Float64Array.from({ length: size }, () => random() * 4 - 2), bias: random() };
    const gradient = empty(size);
    lossAndGradient(examples, model, 0.01, gradient);
    const lossAt = (change: (copy: Weights) => void) => {
      const copy = { weights: model.weights.slice(), bias: model.bias };
      change(copy);
      return lossAndGradient(examples, copy, 0.01, empty(size));
    };
    const h = 1e-5;
    for (let index = 0; index < size; index += 1) {
      const slope =
        (lossAt(({ weights }) => (weights[index]! += h)) - lossAt(({ weights }) => (weights[index]! -= h))) /
        (2 * h);
      expect(gradient.weights[index]).toBeCloseTo(slope, 7);
    }
    const slope = (lossAt((copy) => (copy.bias += h)) - lossAt((copy) => (copy.bias -= h))) / (2 * h);
    expect(gradient.bias).toBeCloseTo(slope, 7);
  }
});

test('what one feature decides is told apart, however uneven the kinds are', async () => {
  for (let seed = 1; seed <= 10; seed += 1) {
    const random = numbers(seed);
    const examples: Example[] = Array.from({ length: 120 }, (_, index) => {
      const isUpheld = index % 10 === 0;
      const noise = Array.from({ length: 4 }, () => 2 + Math.floor(random() * 60));
      return { indexes: Uint32Array.from(new Set([isUpheld ? 0 : 1, ...noise])), isUpheld };
    });
    const model = await train(examples, { size: 64, lambda: 1e-4 });
    for (const { indexes, isUpheld } of examples) expect(marginOf(model, indexes) > 0).toBe(isUpheld);
    const gradient = empty(64);
    lossAndGradient(examples, model, 1e-4, gradient);
    expect(Math.hypot(...gradient.weights, gradient.bias)).toBeLessThan(0.02);
  }
});

test('the area under the curve counts pairs, equal scores half', () => {
  const of = (...pairs: [number, boolean][]) =>
    areaUnderCurve(pairs.map(([score, isUpheld]) => ({ score, isUpheld })));
  expect(of([0.9, true], [0.1, false])).toBe(1);
  expect(of([0.9, false], [0.1, true])).toBe(0);
  expect(of([0.5, false], [0.5, true], [0.5, true])).toBe(0.5);
  expect(of([0.9, true], [0.5, false], [0.4, true], [0.1, false])).toBe(0.75);
  expect(of([0.9, true])).toBeNull();
});

const decided = (author: number, text: string, isUpheld: boolean): Decided => ({
  author,
  text,
  isUpheld,
  authorAgeMs: null,
});
const samples = Array.from({ length: 80 }, (_, index) =>
  sampleOf(
    decided(
      index % 20,
      index % 2 === 0 ? `Bedava bahis bonusu ${index} hemen tıkla` : `Yarın kütüphanede ders var ${index}`,
      index % 2 === 0,
    ),
  ),
);

test('strange texts give numbers and spans that lie in them', async () => {
  const model = await trainModel(samples);
  const strange = [
    '',
    ' \n\t ',
    '😀👨‍👩‍👧‍👦🏴󠁧󠁢󠁥󠁮󠁧󠁿',
    'مرحبا بكم في الجامعة \u200fשלום',
    `e${'\u0301'.repeat(280)}`,
    '\u200b\u2060\ufeff',
    '\ud800 bedava \udc00',
    'a'.repeat(4_000),
    'b '.repeat(2_000),
    `bedava${'\u200b'.repeat(500)} bahis`,
    '@ayse @bora @can @derya https://bahis.example/x?y=1',
    'İIıiŞŞŞŞşş bedâva ßΣς',
    '１２３ ＢＥＤＡＶＡ 𝓫𝓮𝓭𝓪𝓿𝓪',
  ];
  for (const text of strange) {
    for (const authorAgeMs of [null, 0, -5, Number.POSITIVE_INFINITY]) {
      const { likelihood, reasons, plain } = assess(model, { text, authorAgeMs });
      expect(likelihood).toBeGreaterThan(0);
      expect(likelihood).toBeLessThan(1);
      for (const { weight } of plain) expect(Number.isFinite(weight)).toBe(true);
      let last = 0;
      for (const { start, end, weight } of reasons) {
        expect(Number.isFinite(weight)).toBe(true);
        expect(start).toBeGreaterThanOrEqual(last);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(text.length);
        last = end;
      }
    }
  }
});

test('disguised words are read as the word', async () => {
  const model = await trainModel(samples);
  const plain = likelihoodOf(model, featuresOf({ text: 'bedava bahis', authorAgeMs: null }).hashes);
  for (const text of [
    'b3d4va b4h1s',
    'be\u200bdava bah\u00adis',
    'b e d a v a b.a.h.i.s',
    'bеdаvа bаhis',
    'BEDAVA BAHİS',
  ])
    expect(likelihoodOf(model, featuresOf({ text, authorAgeMs: null }).hashes), text).toBeGreaterThan(
      plain - 0.15,
    );
});

test('names of members and numbers are no features', () => {
  const of = (text: string) => [...featuresOf({ text, authorAgeMs: null }).hashes].sort();
  expect(of('sor @ayse_yilmaz bilir')).toEqual(of('sor @baskasi bilir'));
  expect(of('numaram 05321234567')).toEqual(of('numaram 05559876543'));
});

test('a feature counts once it has enough authors, not enough texts', async () => {
  const of = (...authors: number[]) =>
    commonFeatures(
      authors.map((author) => ({ author, isUpheld: true, hashes: Uint32Array.of(7, 4_000_000_000) })),
      3,
    );
  expect([...(await of(1, 1, 1, 1))]).toEqual([]);
  expect([...(await of(1, 2, 2, 2))]).toEqual([]);
  expect([...(await of(1, 2, 3))]).toEqual([7, 4_000_000_000]);
});

test('recall is the share of upheld texts that the model is sure about, and needs a threshold', async () => {
  const text = (content: string, author: number, isUpheld: boolean) =>
    sampleOf({ text: content, authorAgeMs: null, author, isUpheld });
  const spam = (author: number) => text('bedava bahis bonusu hemen tıkla kazan', author, true);
  const good = (author: number) => text('yarın kütüphanede ders çalışan var mı', author, false);
  const many = (make: (author: number) => ReturnType<typeof text>, count: number) =>
    Array.from({ length: count }, (_, author) => make(author));
  const model = await trainModel([...many(spam, 40), ...many(good, 40)], { afterPass: async () => {} });
  const missed = many((author) => text('yarın kütüphanede ders çalışan var mı', author, true), 10);
  expect(evaluate(model, [...many(spam, 30), ...missed, ...many(good, 40)])).toMatchObject({
    precision: 1,
    recall: 0.75,
  });
  expect(evaluate(model, many(good, 40))).toMatchObject({ precision: null, recall: null });
});

test('a newer model may lose what chance explains, and no more', () => {
  expect(isClearlyWorse(0.9, 0.9)).toBe(false);
  expect(isClearlyWorse(0.89, 0.9)).toBe(false);
  expect(isClearlyWorse(0.87, 0.9)).toBe(true);
});
