import { Mail } from '../../features/mail/mail.tsx';

export default function Page() {
  return <Mail />;
}
