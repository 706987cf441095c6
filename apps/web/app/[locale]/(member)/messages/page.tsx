import { NoConversation } from '../../../../features/messages/no-conversation.tsx';
import { pageTitle } from '../../../../lib/page-title.ts';

export const generateMetadata = pageTitle((texts) => texts.messaging.title);

export default function Page() {
  return <NoConversation />;
}
