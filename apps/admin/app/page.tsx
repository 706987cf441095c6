import { StartPage } from '../features/overview/start-page.tsx';

export default function Page() {
  return <StartPage />;
}
