import { ago } from './clock.ts';
import type { DemoConversation } from './types.ts';

/** The demo's conversations. Each of the members who are shown for signing in has unread messages and a request. */
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
      { from: 'hakan_gk', minutesAgo: ago(0, '17:02'), text: '@derya o zaman 180 yazıp akıllı görünelim.' },
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
      {
        from: 'can',
        minutesAgo: ago(0, '17:31'),
        text: '@ayse şenlik afişleri için bir hatırlatma koyalım mı?',
      },
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
  {
    key: 'ucuncu-kat',
    members: ['nermin_kutup', 'ayse'],
    unread: { ayse: 2 },
    messages: [
      {
        from: 'nermin_kutup',
        minutesAgo: ago(1, '16:20'),
        text: 'Ayşe Hanım, üçüncü katın ağı sınav haftasında nefes alamıyor.',
      },
      {
        from: 'ayse',
        minutesAgo: ago(1, '16:28'),
        text: 'Yarın bir erişim noktası daha takıyoruz, pencere tarafına.',
        reactions: [['nermin_kutup', '🙏']],
      },
      {
        from: 'nermin_kutup',
        minutesAgo: ago(0, '17:12'),
        text: 'Taktınız, hızlandı. Şimdi de herkes kar videosu yüklüyor.',
      },
      {
        from: 'nermin_kutup',
        minutesAgo: ago(0, '17:13'),
        text: 'Çayınız zemin katta, adınızı bardağa yazdım.',
      },
    ],
  },
  {
    key: 'dil-kafesi-istek',
    members: ['marco_r', 'ayse'],
    isRequest: true,
    unread: { ayse: 1 },
    messages: [
      {
        from: 'marco_r',
        minutesAgo: ago(0, '15:40'),
        text: 'Buongiorno Ayşe Hanım! For the language exchange on Wednesday: could we borrow one microphone? We promise to say “ğ” into it only once.',
      },
    ],
  },
  {
    key: 'yurt-agi',
    members: ['burcu_yurtlar', 'bora'],
    unread: { bora: 2 },
    messages: [
      {
        from: 'bora',
        minutesAgo: ago(2, '09:20'),
        text: 'Burcu Hanım, dokuzuncu yurdun anahtarı bu akşam değişiyor, on dakika internet yok.',
      },
      {
        from: 'burcu_yurtlar',
        minutesAgo: ago(2, '09:26'),
        text: 'Duyururum. On dakikada birbirleriyle konuşurlar, alışık değiller.',
        reactions: [['bora', '😂']],
      },
      {
        from: 'burcu_yurtlar',
        minutesAgo: ago(0, '16:48'),
        text: 'Kurtarma kodlarını monitörden indirdim bu arada. Çekmecedeler.',
      },
      { from: 'burcu_yurtlar', minutesAgo: ago(0, '16:49'), text: 'Çekmecenin kilidi var mı diye sorma.' },
    ],
  },
  {
    key: 'ring-masasi',
    name: 'Ring masası',
    members: ['amara_o', 'bora', 'kerem_mat', 'burcu_yurtlar'],
    unread: { bora: 2, burcu_yurtlar: 1 },
    messages: [
      {
        from: 'amara_o',
        minutesAgo: ago(2, '13:10'),
        text: 'The 17:40 bus exists! What do we measure next?',
      },
      { from: 'kerem_mat', minutesAgo: ago(2, '13:22'), text: 'Why buses come in pairs. I have chalk.' },
      {
        from: 'burcu_yurtlar',
        minutesAgo: ago(2, '13:40'),
        text: 'Gece seferini de ölçelim, yurtların derdi o.',
        reactions: [
          ['amara_o', '👍'],
          ['kerem_mat', '👍'],
        ],
      },
      {
        from: 'amara_o',
        minutesAgo: ago(0, '17:24'),
        text: '@bora could the stop at A1 send us its own clock? Ours freezes, literally.',
      },
      {
        from: 'kerem_mat',
        minutesAgo: ago(0, '17:30'),
        text: 'Donan saat günde iki kez doğrudur, ispatı kısa.',
      },
    ],
  },
  {
    key: 'jeoloji-istek',
    members: ['fatih_ege', 'bora'],
    isRequest: true,
    unread: { bora: 1 },
    messages: [
      {
        from: 'fatih_ege',
        minutesAgo: ago(0, '11:05'),
        text: 'Bora Bey merhaba, numune dolabının envanterini tutacak küçük bir yer arıyoruz. Taşlar ağır ama dosyası hafif, söz.',
      },
    ],
  },
  {
    key: 'yayin-kablosu',
    members: ['kaan_radyo', 'can'],
    unread: { can: 2 },
    messages: [
      { from: 'can', minutesAgo: ago(1, '20:30'), text: 'Dünkü uğultu kesildi mi?' },
      { from: 'kaan_radyo', minutesAgo: ago(1, '20:34'), text: 'Kesildi. Sessizlik ürkütücü, alışamadım.' },
      {
        from: 'can',
        minutesAgo: ago(1, '20:35'),
        text: 'Topraklama böyle bir şey.',
        reactions: [['kaan_radyo', '❤️']],
      },
      {
        from: 'kaan_radyo',
        minutesAgo: ago(0, '17:40'),
        text: 'Bu gece iki şehir yayını var, bir gözün seviyelerde olur mu?',
      },
      { from: 'kaan_radyo', minutesAgo: ago(0, '17:41'), text: 'Simit benden. Yorgan serbest.' },
    ],
  },
  {
    key: 'robot-gunu',
    name: 'Ortak robot günü',
    members: ['nil_akin', 'can', 'emirhan_p', 'robot_kulubu', 'priya_n'],
    unread: { can: 2, priya_n: 1 },
    messages: [
      {
        from: 'nil_akin',
        minutesAgo: ago(1, '12:00'),
        text: 'Salon tamam. Dışarısı için tahminim: robotlar ıslanmasın.',
      },
      {
        from: 'robot_kulubu',
        minutesAgo: ago(1, '12:15'),
        text: 'Parkur 6 metre, sonunda rampa var. Rampanın sonunda minder.',
      },
      {
        from: 'priya_n',
        minutesAgo: ago(1, '12:21'),
        text: 'I can sew the mattress. Textile engineering at last!',
        reactions: [
          ['nil_akin', '🎉'],
          ['emirhan_p', '🎉'],
        ],
      },
      { from: 'emirhan_p', minutesAgo: ago(0, '16:22'), text: 'Kâğıt uçaklar ara gösteri olabilir mi?' },
      {
        from: 'robot_kulubu',
        minutesAgo: ago(0, '16:30'),
        text: '@can priz sayısı kaç? Geçen yıl çaydanlık kazanmıştı.',
      },
    ],
  },
  {
    key: 'sergi-istek',
    members: ['irem_yildiz', 'can'],
    isRequest: true,
    unread: { can: 1 },
    messages: [
      {
        from: 'irem_yildiz',
        minutesAgo: ago(0, '14:55'),
        text: 'Merhaba Can, sandalye sergimizi İstanbul’a taşıyoruz. Duyuru için kurallarda bir engel var mı, oturmadan sorayım dedim.',
      },
    ],
  },
  {
    key: 'kar-topu',
    name: 'Orta çim 17.00',
    members: ['yusuf_aksoy', 'cagri_d', 'mert_k', 'zeynep_ts', 'tuna_o'],
    unread: { cagri_d: 1, tuna_o: 1 },
    messages: [
      {
        from: 'yusuf_aksoy',
        minutesAgo: ago(0, '15:06'),
        text: 'Takımlar: inşaat artı tarih, bilgisayar artı iktisat.',
      },
      { from: 'zeynep_ts', minutesAgo: ago(0, '15:09'), text: 'Tarih tarafsızdır. Ama atarım.' },
      { from: 'tuna_o', minutesAgo: ago(0, '15:15'), text: 'Orta çim hangisiydi?' },
      {
        from: 'cagri_d',
        minutesAgo: ago(0, '15:17'),
        text: 'Kar topu yediğin yer.',
        reactions: [
          ['zeynep_ts', '😂'],
          ['mert_k', '😂'],
        ],
      },
      {
        from: 'mert_k',
        minutesAgo: ago(0, '17:36'),
        text: 'Sonuç: 0-0, herkes ıslak. Rövanş çorbadan sonra.',
      },
    ],
  },
  {
    key: 'numune',
    members: ['sevgi_erdem', 'fatih_ege'],
    messages: [
      {
        from: 'fatih_ege',
        minutesAgo: ago(3, '10:15'),
        text: 'Hocam üç numunenin etiketini düzelttim, bahçeden olanları geri koydum.',
      },
      { from: 'sevgi_erdem', minutesAgo: ago(3, '11:02'), text: 'Yerlerine mi?' },
      {
        from: 'fatih_ege',
        minutesAgo: ago(3, '11:04'),
        text: 'Fotoğrafa bakarak, milimetrik.',
        reactions: [['sevgi_erdem', '👏']],
      },
      { from: 'sevgi_erdem', minutesAgo: ago(3, '11:10'), text: 'Aferin. Şimdi jeofizikçi oldun.' },
    ],
  },
  {
    key: 'recel',
    members: ['lena_v', 'zeynep_ts'],
    unread: { lena_v: 1 },
    messages: [
      { from: 'lena_v', minutesAgo: ago(2, '19:30'), text: 'Kavanozu geri verdim. Boş. Utandım biraz.' },
      {
        from: 'zeynep_ts',
        minutesAgo: ago(2, '19:36'),
        text: 'Boş kavanoz burada iltifattır. Türkçen de çok iyi olmuş bu arada.',
      },
      { from: 'lena_v', minutesAgo: ago(2, '19:38'), text: 'Yedi ek kullandım, sayıyorum.' },
      {
        from: 'zeynep_ts',
        minutesAgo: ago(0, '16:15'),
        text: 'Yarın Kadıköy vapuru? Çay benden, ekler senden.',
      },
    ],
  },
];
