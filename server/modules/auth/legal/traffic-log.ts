import type { Context } from '../../../platform/context.ts';
import type { Locale } from './queries.ts';

/** What the privacy notice says in its blank `traffic_log` while the log is on and the campus has filled in nothing else. */
export function trafficLogNotice({ config }: Pick<Context, 'config'>, locale: Locale): string | undefined {
  const { isOn, months } = config.trafficLog;
  if (!isOn) return undefined;
  return locale === 'tr'
    ? `5651 sayılı Kanun gereği hangi adres ve porttan, ne zaman oturum açtığını, bir şey yazdığını, gönderdiğini ya da yüklediğini ${months} ay saklarız. Hesabını silsen de bu kayıt kalır; kanuna uygun talepleri üzerine mahkemelere ve yetkili makamlara verilir. Yazdıkların ve okudukların bu kayıtta yer almaz. Hukuki sebep: hukuki yükümlülük (KVKK m. 5/2-ç, GDPR m. 6/1-c).`
    : `As Law No. 5651 demands, we keep for ${months} months from which address and port you signed in, wrote, sent or uploaded something, and when. This record stays when you delete your account; courts and authorities receive it on a lawful request. What you write and read is not in it. Basis: legal duty (KVKK art. 5/2-ç, GDPR art. 6(1)(c)).`;
}
