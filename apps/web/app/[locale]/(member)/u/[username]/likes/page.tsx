import { Profile } from '../../../../../../features/profiles/profile.tsx';
import { pageTitle } from '../../../../../../lib/page-title.ts';
import { anyValueOf, readableParam } from '../../../../../../lib/route-params.ts';

export const generateStaticParams = anyValueOf('username');
export const generateMetadata = pageTitle<{ locale: string; username: string }>(
  (_words, { username }) => `@${readableParam(username)}`,
);

export default function Page() {
  return <Profile />;
}
