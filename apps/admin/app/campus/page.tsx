import { CampusPage } from '../../features/campus/campus-page.tsx';

export default function Page() {
  return <CampusPage />;
}
