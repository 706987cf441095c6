import { TextEditor } from '../../../features/legal/text-editor.tsx';

/** Prerendered once: the page server (server/hosts/pages) replaces the placeholder. */
export const generateStaticParams = () => [{ document: '~document~' }];

export default function Page() {
  return <TextEditor />;
}
