import { ListedPictures } from '../../features/reports/listed-pictures.tsx';

export default function Page() {
  return <ListedPictures />;
}
