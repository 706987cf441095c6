import { Home } from '../../../../features/feed/home.tsx';

export default function Page() {
  return <Home />;
}
