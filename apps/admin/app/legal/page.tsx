import { LegalTexts } from '../../features/legal/legal-texts.tsx';

export default function Page() {
  return <LegalTexts />;
}
