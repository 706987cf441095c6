import { ago } from '../clock.ts';
import type { DemoPost } from '../types.ts';

/** The first snow, homesickness, the light going. */
export const winterEveningPosts: readonly DemoPost[] = [
  {
    key: 'ilkkar',
    author: 'tomas_h',
    minutesAgo: ago(1, '07:10'),
    content:
      'FIRST SNOW on the nose cone of our rocket. It flew nowhere and still looks heroic. #ankara #ilkkar',
    language: 'en',
  },
  {
    key: 'ilkkar2',
    author: 'derya',
    minutesAgo: ago(1, '07:22'),
    content: 'Uyandım, baktım, tekrar yattım, tekrar baktım. Hâlâ yağıyor! #ilkkar',
    language: 'tr',
    replyTo: 'ilkkar',
  },
  {
    key: 'ilkkar3',
    author: 'amara_o',
    minutesAgo: ago(1, '07:30'),
    content: 'My first snow ever. I have called my mother, my aunt and my bank. Everyone knows now.',
    language: 'en',
    replyTo: 'ilkkar',
  },
  {
    key: 'ilkkar4',
    author: 'umut_kosar',
    minutesAgo: ago(1, '07:38'),
    content:
      'Come down to the forest gate. We stopped running, we are just standing here with our mouths open.',
    language: 'en',
    replyTo: 'ilkkar3',
  },
  {
    key: 'ilkkar5',
    author: 'amara_o',
    minutesAgo: ago(1, '08:15'),
    content: 'It tastes like nothing and I would do it again.',
    language: 'en',
    replyTo: 'ilkkar4',
  },
  {
    key: 'ilkkar6',
    author: 'aylin_c',
    minutesAgo: ago(1, '08:30'),
    content: "Ankara'da on birinci kışım, bu cümleyi okuyunca kar yine ilk kez yağdı. Hoş geldin Amara ❄️",
    language: 'tr',
    replyTo: 'ilkkar5',
  },
  {
    key: 'ilkkar7',
    author: 'bora',
    minutesAgo: ago(1, '08:44'),
    content: 'Sunucu odası hariç her yer serin, bilginize. Isınmak isteyen gelebilir, kabloya basmasın.',
    language: 'tr',
    replyTo: 'ilkkar6',
  },
  {
    key: 'ilkkar8',
    author: 'nil_akin',
    minutesAgo: ago(1, '09:20'),
    content:
      'İstanbul için soran çok: hayır, bize yok. Bizde yatay yağmur var, o da kendine göre bir sanat. #ilkkar',
    language: 'tr',
    quoteOf: 'ilkkar',
  },
  {
    key: 'veda',
    author: 'lena_v',
    minutesAgo: ago(3, '21:50'),
    content:
      'I was homesick on Sunday. Then my flatmate\'s mother sent a jar of quince jam with "for the German girl" on the lid, in Turkish. I cried into the jam. It is very good jam.',
    language: 'en',
    visibility: 'followers',
  },
  {
    key: 'veda2',
    author: 'elif_arslan',
    minutesAgo: ago(3, '21:58'),
    content: 'Annem kavanozu geri istiyor, dolusunu göndermek için. Bu bir döngü Lena, artık çıkamazsın.',
    language: 'tr',
    replyTo: 'veda',
    visibility: 'followers',
  },
  {
    key: 'veda3',
    author: 'lena_v',
    minutesAgo: ago(3, '22:03'),
    content: 'Tell her the loop is accepted.',
    language: 'en',
    replyTo: 'veda2',
    visibility: 'followers',
  },
  {
    key: 'aksam',
    author: 'derya',
    minutesAgo: ago(0, '17:30'),
    content:
      "Bir haftadır ilk kez saat 17.30'da gün ışığında… yok, az önce batmış. Neyse, ilk kez 17.30'da dışarıdayım. Kar duruyor, çay sıcak, maket teslim. Bu kampüste bazen her şey aynı anda yerinde oluyor.",
    language: 'tr',
  },
  {
    key: 'aksam2',
    author: 'irem_yildiz',
    minutesAgo: ago(0, '17:36'),
    content: 'Stüdyonun ışığı yanık kalmış, döneyim mi?',
    language: 'tr',
    replyTo: 'aksam',
  },
  {
    key: 'aksam3',
    author: 'derya',
    minutesAgo: ago(0, '17:38'),
    content: 'Dönme. Bırak bu gece de merdiven kendi kendine cesur olsun.',
    language: 'tr',
    replyTo: 'aksam2',
  },
  {
    key: 'gece-yarisi',
    author: 'kaan_radyo',
    minutesAgo: ago(0, '17:55'),
    content:
      "Bu akşam 23.00'te #gecekuşağı: iki şehir, tek yayın. Ankara'dan kar sesi, İstanbul'dan vapur düdüğü. Elinde kayıt olan altına bıraksın, gece birleştireceğim. https://radyo.example.org/canli",
    language: 'tr',
  },
];
