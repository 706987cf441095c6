import { Landing } from '../../features/landing/landing.tsx';

export default function Page() {
  return <Landing />;
}
