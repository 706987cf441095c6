import { Profile } from '../../../../../features/profiles/profile.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';

export const generateMetadata = pageTitle<{ locale: string; username: string }>(
  (_words, { username }) => `@${username}`,
);

export default function Page() {
  return <Profile />;
}
