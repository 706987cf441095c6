import type { Metadata } from 'next';
import { NotFound } from '../../../features/frame/not-found.tsx';

export const metadata: Metadata = { robots: { index: false } };
export const generateStaticParams = () => [{ rest: ['~rest~'] }];

/** The page for unknown paths, in the viewer's language. The page server sends it with status 404. */
export default function Page() {
  return <NotFound />;
}
