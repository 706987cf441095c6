import { performance } from 'node:perf_hooks';
import { featuresOf } from '../server/modules/moderation/classifier/features.ts';
import {
  likelihoodOf,
  type Model,
  sampleOf,
  trainModel,
} from '../server/modules/moderation/classifier/model.ts';
import { areaUnderCurve } from '../server/modules/moderation/classifier/regression.ts';
import { disguises, readTexts, type Text } from './classifier/texts.ts';

const FOLDS = 5;
const percent = (share: number) => (Number.isNaN(share) ? '–' : share.toFixed(3));

interface Scored {
  text: Text;
  score: number;
  isUpheld: boolean;
}

const subject = (text: string) => ({ text, authorAgeMs: null });
const learn = (texts: readonly Text[], fewestAuthors: number): Promise<Model> =>
  trainModel(
    texts.map(({ text, isUpheld }, author) => sampleOf({ ...subject(text), author, isUpheld })),
    { fewestAuthors },
  );
const scoreOf = (model: Model, text: string) => likelihoodOf(model, featuresOf(subject(text)).hashes);

/** Each text scored by a model that has not seen it, as it is written or disguised. */
async function crossValidate(
  texts: readonly Text[],
  fewestAuthors: number,
  disguise: (text: string) => string = (text) => text,
): Promise<Scored[]> {
  const scored: Scored[] = [];
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const isHeldOut = (_: Text, index: number) => index % FOLDS === fold;
    const model = await learn(
      texts.filter((text, index) => !isHeldOut(text, index)),
      fewestAuthors,
    );
    for (const text of texts.filter(isHeldOut))
      scored.push({ text, score: scoreOf(model, disguise(text.text)), isUpheld: text.isUpheld });
  }
  return scored;
}

function row(name: string, scored: readonly Scored[], at: number): string {
  const above = scored.filter(({ score }) => score >= at);
  const hits = above.filter(({ isUpheld }) => isUpheld).length;
  const upheld = scored.filter(({ isUpheld }) => isUpheld).length;
  return `| ${name} | ${scored.length} | ${percent(areaUnderCurve(scored) ?? Number.NaN)} | ${percent(hits / above.length)} | ${percent(hits / upheld)} |`;
}
const HEAD = '| texts | number | AUC | precision | recall |\n| --- | --- | --- | --- | --- |';

/**
 * How well the classifier of the moderators' queue tells texts apart that it has not seen, in Turkish and English, disguised or not, and
 * what it costs. The texts in `bench/classifier/data` were written for this; a campus learns from its own decisions.
 */
export async function bench(): Promise<void> {
  const texts = readTexts();
  const scored = await crossValidate(texts, 5);
  console.log(`${FOLDS}-fold cross-validation, features of at least five authors, threshold 0.5\n\n${HEAD}`);
  console.log(row('all', scored, 0.5));
  for (const language of ['tr', 'en'] as const)
    console.log(
      row(
        language,
        scored.filter(({ text }) => text.language === language),
        0.5,
      ),
    );
  for (const kind of ['spam', 'scam', 'harassment', 'hate'] as const)
    console.log(
      row(
        `${kind} and benign`,
        scored.filter(({ text }) => [kind, 'benign'].includes(text.kind)),
        0.5,
      ),
    );
  console.log(row('all, threshold 0.8', scored, 0.8));
  for (const [name, disguise] of Object.entries(disguises))
    console.log(row(`disguised: ${name}`, await crossValidate(texts, 5, disguise), 0.5));
  for (const fewest of [1, 2, 3])
    console.log(row(`features of at least ${fewest}`, await crossValidate(texts, fewest), 0.5));
  for (const share of [0.25, 0.5]) {
    const some = texts.filter((_, index) => index % (1 / share) === 0);
    console.log(row(`${share * 100}% of the texts`, await crossValidate(some, 5), 0.5));
  }

  const began = performance.now();
  const model = await learn(texts, 5);
  console.log(`\ntraining on ${texts.length}: ${((performance.now() - began) / 1000).toFixed(2)} s`);
  const rounds = 20;
  const scoring = performance.now();
  for (let round = 0; round < rounds; round += 1) for (const { text } of texts) scoreOf(model, text);
  console.log(
    `scoring: ${(((performance.now() - scoring) * 1000) / rounds / texts.length).toFixed(0)} µs a text`,
  );
  const many = Array.from({ length: 6_000 }, (_, index) => {
    const [one, two] = [texts[index % texts.length]!, texts[(index * 7 + 3) % texts.length]!];
    return { ...one, text: `${one.text} ${two.text}` };
  });
  const longest = performance.now();
  await learn(many, 5);
  console.log(
    `training on 6,000, the most that a campus trains on: ${((performance.now() - longest) / 1000).toFixed(1)} s`,
  );
}
