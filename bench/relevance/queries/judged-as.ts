export type Category =
  | 'dotted-i'
  | 'accents'
  | 'suffixes'
  | 'mixed'
  | 'mixed, held out'
  | 'typos'
  | 'english-forms'
  | 'names'
  | 'several-words'
  | 'phrases'
  | 'hashtags'
  | 'prefix'
  | 'verb forms'
  | 'noun forms'
  | 'split or joined'
  | 'typing errors'
  | 'short forms and slang'
  | 'two languages'
  | 'emoji and symbols'
  | 'several words'
  | 'names and phrases';

/** 3 exactly what was meant, 2 about it, 1 mentions it. */
export type Grade = 1 | 2 | 3;

export interface JudgedQuery {
  q: string;
  category: Category;
  language: 'tr' | 'en';
  /** By key of the demo post. A post that is not listed is not an answer. */
  grades: Readonly<Record<string, Grade>>;
}

/** The query as typed, its language, and for each grade the keys of its posts, separated by spaces. */
type Row = readonly [q: string, language: JudgedQuery['language'], keys: Partial<Record<Grade, string>>];

const GRADES = [3, 2, 1] as const;

/**
 * The judged queries of one category.
 *
 * @throws Error if a query gives one post two grades
 */
export function judgedAs(category: Category, rows: readonly Row[]): readonly JudgedQuery[] {
  return rows.map(([q, language, keys]) => {
    const grades: Record<string, Grade> = {};
    for (const grade of GRADES) {
      for (const key of keys[grade]?.split(' ') ?? []) {
        if (key in grades) throw new Error(`"${q}" grades the post ${key} twice.`);
        grades[key] = grade;
      }
    }
    return { q, category, language, grades };
  });
}
