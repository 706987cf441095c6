import { ago } from '../clock.ts';
import type { DemoPost } from '../types.ts';

/** The afternoon on which everybody talks about one thing. */
export const firstSnowPosts: readonly DemoPost[] = [
  {
    key: 'kar-1',
    author: 'elif_arslan',
    minutesAgo: ago(0, '14:05'),
    content: 'Güney kampüste ilk tane bana düştü, tanığım kedi. #ilkkar',
    language: 'tr',
  },
  {
    key: 'kar-2',
    author: 'mert_k',
    minutesAgo: ago(0, '14:12'),
    content: 'Merdivenleri tuzlayın ne olur, geçen yıl oradan dekanlığa kadar kaymıştım. #ilkkar',
    language: 'tr',
  },
  {
    key: 'kar-3',
    author: 'lena_v',
    minutesAgo: ago(0, '14:20'),
    content:
      'Snow on the plane trees and everybody ran out of the exam review. Including the professor. #ilkkar',
    language: 'en',
  },
  {
    key: 'kar-4',
    author: 'zeynep_ts',
    minutesAgo: ago(0, '14:31'),
    content: 'Kütüphanenin penceresi şu an kampüsün en iyi sineması. #ilkkar #kütüphane',
    language: 'tr',
  },
  {
    key: 'kar-5',
    author: 'yusuf_aksoy',
    minutesAgo: ago(0, '15:02'),
    content: 'Kar topu savaşı 17.00, orta çim. Bölüm farkı gözetilmez, notlar teminat altında. #ilkkar',
    language: 'tr',
  },
  {
    key: 'kar-6',
    author: 'hazal_yucel',
    minutesAgo: ago(0, '15:10'),
    content: 'Bizde de başladı! Yukarı yol kapanmadan çorbaya inin. #ilkkar',
    language: 'tr',
  },
  {
    key: 'kar-7',
    author: 'umut_kosar',
    minutesAgo: ago(0, '15:24'),
    content: 'Kar üstünde koşmak serbest, düşerken bağırmak da. #ilkkar',
    language: 'tr',
  },
];
