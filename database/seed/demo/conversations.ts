import { ago } from './clock.ts';
import type { DemoConversation } from './types.ts';

/** The demo's conversations; the newest has unread messages. */
export const demoConversations: readonly DemoConversation[] = [
  {
    key: 'kutuphane',
    members: ['ayse', 'derya'],
    unread: { derya: 2 },
    messages: [
      {
        from: 'ayse',
        minutesAgo: ago(2, '20:14'),
        text: 'Selam Derya, perşembe sunumunun salonu belli oldu mu?',
      },
      {
        from: 'derya',
        minutesAgo: ago(2, '20:21'),
        text: 'Evet, B2-104. Projektör bu sefer çalışıyor, denedim.',
      },
      {
        from: 'ayse',
        minutesAgo: ago(2, '20:22'),
        text: 'Harika! Ben çayı getiririm.',
        reactions: [['derya', '❤️']],
      },
      {
        from: 'derya',
        minutesAgo: ago(1, '11:03'),
        text: 'Slaytların sırasını değiştirdim, ölçüm sonuçları artık sondan ikinci.',
      },
      { from: 'ayse', minutesAgo: ago(1, '11:40'), text: 'Daha iyi olmuş, anlatması kolay.', replyTo: 4 },
      { from: 'ayse', minutesAgo: ago(0, '16:52'), text: 'Vizeden çıktım. Kütüphanede yer var mı?' },
      {
        from: 'ayse',
        minutesAgo: ago(0, '16:53'),
        text: 'Üçüncü katta pencere kenarını tutabilirsen efsane olur 🙂',
      },
    ],
  },
  {
    key: 'bitirme',
    name: 'Bitirme projesi',
    members: ['derya', 'hakan_gk', 'selin_su', 'kerem_mat'],
    unread: { derya: 1, kerem_mat: 3 },
    messages: [
      {
        from: 'hakan_gk',
        minutesAgo: ago(3, '21:30'),
        text: 'Arkadaşlar, ara raporun son günü cuma değil pazartesiymiş.',
        reactions: [
          ['derya', '🎉'],
          ['selin_su', '🎉'],
        ],
      },
      { from: 'selin_su', minutesAgo: ago(3, '21:34'), text: 'Bir hafta sonu daha kazandık.' },
      {
        from: 'derya',
        minutesAgo: ago(1, '18:05'),
        text: 'Giriş bölümünü yazdım. Kaynakça için ortak liste: https://belge.example.org/kaynakca',
      },
      {
        from: 'kerem_mat',
        minutesAgo: ago(1, '18:20'),
        text: 'Denklemleri ben gözden geçiririm, akşam bitmiş olur.',
      },
      { from: 'selin_su', minutesAgo: ago(0, '15:10'), text: '@derya özet kaç kelimeydi, 200 mü?' },
      { from: 'derya', minutesAgo: ago(0, '15:18'), text: '250. Ama danışman kısa seviyor.', replyTo: 5 },
      { from: 'hakan_gk', minutesAgo: ago(0, '17:02'), text: 'O zaman 180 yazıp akıllı görünelim.' },
    ],
  },
  {
    key: 'ring',
    members: ['amara_o', 'derya'],
    messages: [
      {
        from: 'amara_o',
        minutesAgo: ago(4, '09:12'),
        text: 'Good morning! Is the ring bus running today or is it philosophical again?',
      },
      {
        from: 'derya',
        minutesAgo: ago(4, '09:15'),
        text: 'Running, but the 9:20 came at 9:05. Take the next one.',
      },
      {
        from: 'amara_o',
        minutesAgo: ago(4, '09:16'),
        text: 'Early buses. My table has no column for that.',
        reactions: [['derya', '😂']],
      },
      { from: 'derya', minutesAgo: ago(0, '12:44'), text: 'Are you coming to the language café tonight?' },
      {
        from: 'amara_o',
        minutesAgo: ago(0, '12:58'),
        text: 'Yes! I will bring Tomáš, he needs help with suffixes.',
      },
    ],
  },
  {
    key: 'vapurda-tez',
    members: ['lena_v', 'marco_r'],
    messages: [
      { from: 'marco_r', minutesAgo: ago(1, '17:45'), text: 'Ferry at 18:20?' },
      {
        from: 'lena_v',
        minutesAgo: ago(1, '17:47'),
        text: 'Only if we talk about your thesis and not about gulls.',
      },
      {
        from: 'marco_r',
        minutesAgo: ago(1, '17:47'),
        text: 'I promise nothing.',
        reactions: [['lena_v', '😂']],
      },
    ],
  },
  {
    key: 'yonetim',
    name: 'Kampüs yönetimi',
    members: ['ayse', 'bora', 'can'],
    unread: { ayse: 1 },
    messages: [
      {
        from: 'ayse',
        minutesAgo: ago(5, '10:00'),
        text: 'Yeni duyuru kurallarını taslak olarak yazdım, bakar mısınız?',
      },
      { from: 'bora', minutesAgo: ago(5, '10:41'), text: 'İkinci madde daha kısa olabilir. Gerisi tamam.' },
      { from: 'can', minutesAgo: ago(5, '12:15'), text: 'Bence de. Raporlar bu hafta sakin, üç tane var.' },
      { from: 'can', minutesAgo: ago(0, '17:31'), text: 'Şenlik afişleri için bir hatırlatma koyalım mı?' },
    ],
  },
  {
    key: 'robot-istek',
    members: ['nil_akin', 'derya'],
    isRequest: true,
    unread: { derya: 1 },
    messages: [
      {
        from: 'nil_akin',
        minutesAgo: ago(0, '14:20'),
        text: 'Merhaba Derya, ortak robot gününü düzenliyoruz. Sizin bölümden konuşmacı arıyoruz, ilgini çeker mi?',
      },
    ],
  },
];
