import { type Drawing, outdoors, papers } from './pictures/index.ts';

/** What a page that a post links to says of itself. */
export interface DemoLinkPreview {
  title: string;
  description: string;
  siteName: string;
  draw?: () => Drawing;
}

/** The previews of links in posts, by the post's key: the pages do not exist, so no job can fetch them. */
export const demoLinkPreviews: Readonly<Record<string, DemoLinkPreview>> = {
  'radyo-1': {
    title: 'Kampüs Radyosu: canlı yayın',
    description: 'Gece kuşağı her akşam 23.00’te, iki kampüsten birden',
    siteName: 'Kampüs Radyosu',
    draw: papers.radioPoster,
  },
  'patinobet-1': {
    title: 'Bu haftanın mama nöbeti',
    description: 'Dört durak, yirmi yedi kedi. Boş günlere adını yaz',
    siteName: 'Kampüs Patileri',
    draw: outdoors.catHouse,
  },
  'saha-1': {
    title: 'Jeofizik saha çalışması: program ve malzeme listesi',
    description: 'İki gün, on jeofon, bir minibüs. Yedek çorap unutma',
    siteName: 'Jeofizik Mühendisliği',
    draw: papers.strata,
  },
  gonullu: {
    title: 'Şekil algısı deneyi: gönüllü kaydı',
    description: 'Yirmi dakika, ekran başında; karşılığında kahve',
    siteName: 'Psikoloji Laboratuvarı',
  },
  'bakim-1': {
    title: 'Kampüs ağı: planlı bakım',
    description: 'Pazartesi 02.00–04.00 arasında kesintiler olabilir',
    siteName: 'Bilgi İşlem',
  },
};
