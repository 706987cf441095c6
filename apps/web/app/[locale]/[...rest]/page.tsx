import { notFound } from 'next/navigation';

/** Catches every unknown path, to show the not-found page in the viewer's language. */
export default function Page() {
  notFound();
}
