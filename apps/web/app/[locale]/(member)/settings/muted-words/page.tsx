import { MutedWords } from '../../../../../features/muted-words/muted-words.tsx';
import { titled } from '../../../../../lib/page-title.ts';

export const generateMetadata = titled((words) => words.settings.pages['muted-words'].title);

export default function Page() {
  return <MutedWords />;
}
