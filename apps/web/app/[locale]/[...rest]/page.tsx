import { notFound } from 'next/navigation';

/** Whatever no page answers to: in the reader's language. */
export default function Page() {
  notFound();
}
