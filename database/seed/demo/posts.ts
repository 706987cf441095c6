import { abroadPosts } from './posts/abroad.ts';
import { careerPosts } from './posts/careers.ts';
import { catPosts } from './posts/cats.ts';
import { clubPosts } from './posts/clubs.ts';
import { dormitoryPosts } from './posts/dormitory.ts';
import { examPosts } from './posts/exams.ts';
import { firstSnowPosts } from './posts/first-snow.ts';
import { gettingAboutPosts } from './posts/getting-about.ts';
import { languagePosts } from './posts/languages.ts';
import { libraryPosts } from './posts/library.ts';
import { operatorPosts } from './posts/operators.ts';
import { radioAndFestivalPosts } from './posts/radio-and-festival.ts';
import { todayPosts } from './posts/today.ts';
import { winterEveningPosts } from './posts/winter-evenings.ts';
import type { DemoPost } from './types.ts';

/** All posts of the demo campus, oldest first: parents and quoted posts always come before. */
export const demoPosts: readonly DemoPost[] = [
  ...examPosts,
  ...libraryPosts,
  ...catPosts,
  ...dormitoryPosts,
  ...gettingAboutPosts,
  ...clubPosts,
  ...radioAndFestivalPosts,
  ...careerPosts,
  ...operatorPosts,
  ...abroadPosts,
  ...languagePosts,
  ...winterEveningPosts,
  ...firstSnowPosts,
  ...todayPosts,
].sort((a, b) => b.minutesAgo - a.minutesAgo);
