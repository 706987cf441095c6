import { MutedWords } from '../../../../../features/muted-words/muted-words.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.settings.pages['muted-words'].title);

export default function Page() {
  return <MutedWords />;
}
