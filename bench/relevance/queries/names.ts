import { judgedAs } from './judged-as.ts';

/** Names of people, animals and places. */
export const names = judgedAs('names', [
  ['Nurten', 'tr', { 3: 'dokuma dokuma2 dokuma4 dokuma5 dokuma6' }],
  ['Nurten Hanım', 'tr', { 3: 'dokuma4', 2: 'dokuma dokuma2 dokuma5 dokuma6' }],
  ['Lokum', 'tr', { 3: 'bakim-5 lokum-1 lokum-5' }],
  ['Müdür', 'tr', { 3: 'mudur-1 mudur-2 mudur-6 mudur-7 mudur-8', 2: 'kulube4' }],
  ['Paşa', 'tr', { 3: 'kopek kopek2' }],
  ['Topaç', 'tr', { 3: 'robot-4' }],
  ['Ayşe Hanım', 'tr', { 3: 'guvenlik kayip-6', 2: 'anket3 bakim-4 hosgeldin kayip-5 kayip-7 mudur-6' }],
  [
    'Bora Bey',
    'tr',
    {
      3: 'bakim-2 gece-10',
      2: 'bakim-1 bakim-3 bakim-5 bakim-6 gece-9 guvenlik guvenlik3 hosgeldin hosgeldin3 ilkkar7 kalkulus-10 otobus-2 sogukankara2 turkce-7',
    },
  ],
  ['Sevgi Hoca', 'tr', { 3: 'saha-4', 2: 'dokuma4 dokuma6 saha-1 saha-3 saha-5 staj-8' }],
  ['Orhan Ağabey', 'tr', { 3: 'staj-3', 2: 'dokuma2 staj-2 staj-4 staj-5 staj-6' }],
  ['Ali Ağabey', 'tr', { 3: 'kalkulus-8' }],
  [
    'Amara',
    'tr',
    {
      3: 'ilkkar6 otobus-1 otobus-6',
      2: 'corap6 desk ilkkar3 ilkkar5 lokum-4 otobus-3 otobus-5 patika-6 patika-8 sogukankara4 sogukankara6',
    },
  ],
  ['Amara Ekspresi', 'tr', { 3: 'otobus-6' }],
  ['Emirhan', 'tr', { 3: 'odev-3', 2: 'odev-2 odev-5 ring-1 ring-3 robot-2 uzay2' }],
  ['Fatih', 'tr', { 3: 'patika-5 saha-5', 2: 'lokum-2 patika-4 saha-2 saha-4 saha-6' }],
  ['İrem', 'tr', { 3: 'corap3', 2: 'aksam2 corap2 corap5 desk3 gece-2 gece-4 kapi-6 lokum-6' }],
  ['Yusuf', 'tr', { 3: 'yer-3', 2: 'kar-5 kayip-2 kulube4 mac menemen2 yer-2 yer-4' }],
  [
    'Kaan',
    'tr',
    {
      3: 'senlik-3',
      2: 'gece-yarisi noticeboard2 noticeboard4 radyo-1 radyo-10 radyo-3 radyo-5 radyo-8 senlik-2 senlik-4',
    },
  ],
  ['Nil Akın', 'tr', { 3: 'mola3', 2: 'ilkkar8 kargalar3 lodos-1 lodos-4 mola2 ring-4' }],
  [
    'Selin',
    'tr',
    {
      3: 'mezun-4 mezun-5',
      2: 'camasir-1 camasir-5 kalkulus-2 lokum-1 lokum-3 mezun-2 otobus-6 patika-10 patika-2 sabah-not',
    },
  ],
  [
    'Hakan',
    'tr',
    { 3: 'bakim-3 satranc3', 2: 'bakim-2 kalkulus-7 kural2 otobus-7 satranc2 sinav-mat sinav-mat3' },
  ],
  [
    'Mert',
    'tr',
    {
      3: 'robot-6 sikayet2 vize-3',
      2: 'kar-2 lab-3 mac3 mulakat-1 mulakat-3 robot-5 robot-7 robot-9 sikayet3 vize-2 yemek-2',
    },
  ],
  [
    'mert_k',
    'tr',
    {
      3: 'robot-6 vize-3',
      2: 'kar-2 lab-3 mac3 mulakat-1 mulakat-3 robot-5 robot-7 robot-9 sikayet3 vize-2 yemek-2',
    },
  ],
  [
    '@marco_r',
    'en',
    {
      3: 'gonullu3',
      2: 'gonullu2 menemen menemen5 mudur-4 patinobet-4 patinobet-6 swap vapur-1 vapur-3 vapur-6 yemek-4 yemek-6',
    },
  ],
  ['@orhan_bilgin', 'tr', { 3: 'staj-5', 2: 'dokuma2 staj-2 staj-4 staj-6' }],
  ['@gulsah_m', 'tr', { 3: 'tost-4', 2: 'mulakat-2 senlik-1 tost-2 tost-5' }],
  ['@tuna_o', 'tr', { 3: 'kut-6', 2: 'kayip-1 kayip-4 kayip-6 kut-2 kut-4 kut-7 mudur-8 swap2 swap4' }],
  ['Deniz', 'tr', { 3: 'staj-8', 2: 'kargalar lodos-2 lodos-6 staj-1 staj-3 staj-5 vapur-5' }],
  ['Nermin Şahin', 'tr', { 2: 'bardak-1 bardak-4 bardak-6 kut-1 kut-3 kut-9 menemen4 yer-5' }],
  ['Gülşah Mutlu', 'tr', { 2: 'mulakat-2 senlik-1 tost-2 tost-4 tost-5' }],
  ['Aylin Çetin', 'tr', { 2: 'ilkkar6 mezun-1 mezun-3 mezun-5 sinav-mat2 sogukankara' }],
  ['baris uslu', 'tr', { 2: 'camtea3 mulakat-4 odev-1 odev-3 robot-3' }],
  ['sofia lozano', 'en', { 2: 'kapi-1 kapi-3 kapi-5 kapi-7 kulube6 lodos-3 noticeboard noticeboard3' }],
  ['Ozan Güneş', 'tr', { 2: 'bardak-3 bardak-5 lab-1 lab-4 radyo-2 vize-4 vize-6' }],
  ['Eymir', 'tr', { 3: 'patika-1' }],
  ['Balat', 'en', { 3: 'kapi-1' }],
  ['Taşkışla', 'tr', { 3: 'gece-6 kapi-2' }],
]);
