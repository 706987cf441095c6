import { FollowedHashtags } from '../../../../../features/hashtags/followed-hashtags.tsx';
import { pageTitle } from '../../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.settings.pages.hashtags.title);

export default function Page() {
  return <FollowedHashtags />;
}
