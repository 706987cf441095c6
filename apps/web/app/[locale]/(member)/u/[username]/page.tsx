import { Profile } from '../../../../../features/profiles/profile.tsx';
import { titled } from '../../../../../lib/page-title.ts';

export const generateMetadata = titled<{ locale: string; username: string }>(
  (_words, { username }) => `@${username}`,
);

export default function Page() {
  return <Profile />;
}
