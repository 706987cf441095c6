import { ago } from './clock.ts';
import type { DemoRelation } from './types.ts';

/** Each member's followees. */
const followees = {
  ayse: 'bora can nermin_kutup kampus_patileri elif_arslan ozan_asistan tuna_o gulsah_m derya',
  elif_arslan:
    'ayse mert_k zeynep_ts lena_v kampus_patileri nermin_kutup ozan_asistan ipek_b cagri_d marco_r tuna_o can',
  mert_k:
    'elif_arslan ozan_asistan cagri_d yusuf_aksoy gulsah_m robot_kulubu can kampus_patileri nermin_kutup baris_uslu',
  zeynep_ts:
    'elif_arslan lena_v nermin_kutup kampus_patileri yusuf_aksoy tuna_o cagri_d gulsah_m ayse ipek_b derya',
  lena_v: 'elif_arslan zeynep_ts marco_r kampus_patileri nermin_kutup tomas_h sofia_l amara_o priya_n',
  kampus_patileri: 'elif_arslan zeynep_ts marco_r ipek_b melis_tan nermin_kutup ayse lena_v yusuf_aksoy',
  nermin_kutup: 'ayse kampus_patileri zeynep_ts ozan_asistan tuna_o lena_v kaan_radyo',
  ozan_asistan: 'nermin_kutup elif_arslan mert_k kaan_radyo kerem_mat baris_uslu sevgi_erdem ayse',
  ipek_b: 'elif_arslan kampus_patileri zeynep_ts ozan_asistan nermin_kutup lena_v yusuf_aksoy',
  cagri_d: 'elif_arslan mert_k yusuf_aksoy zeynep_ts gulsah_m marco_r nermin_kutup kampus_patileri',
  yusuf_aksoy: 'cagri_d mert_k zeynep_ts kampus_patileri orhan_bilgin tuna_o elif_arslan deniz_gemi',
  marco_r: 'lena_v elif_arslan cagri_d kampus_patileri tomas_h sofia_l amara_o deniz_gemi priya_n',
  gulsah_m: 'ayse mert_k cagri_d zeynep_ts aylin_c orhan_bilgin kaan_radyo kampus_patileri',
  tuna_o: 'ayse elif_arslan zeynep_ts nermin_kutup kampus_patileri yusuf_aksoy can bora',
  bora: 'ayse can derya kerem_mat burcu_yurtlar aylin_c amara_o hakan_gk selin_su patika_toplulugu',
  derya:
    'irem_yildiz melis_tan bora hakan_gk kerem_mat selin_su umut_kosar can ayse kaan_radyo burcu_yurtlar amara_o tomas_h sofia_l',
  hakan_gk: 'derya bora kerem_mat umut_kosar selin_su burcu_yurtlar aylin_c irem_yildiz fatih_ege',
  selin_su:
    'derya umut_kosar kerem_mat burcu_yurtlar patika_toplulugu aylin_c amara_o sude_acar fatih_ege irem_yildiz',
  umut_kosar: 'derya hakan_gk selin_su kerem_mat patika_toplulugu tomas_h amara_o fatih_ege',
  irem_yildiz: 'derya melis_tan sofia_l hakan_gk burcu_yurtlar selin_su amara_o sude_acar',
  kerem_mat: 'bora derya hakan_gk umut_kosar ozan_asistan patika_toplulugu amara_o baris_uslu burcu_yurtlar',
  aylin_c: 'bora selin_su gulsah_m orhan_bilgin hakan_gk amara_o patika_toplulugu derya',
  amara_o:
    'tomas_h bora selin_su patika_toplulugu kerem_mat burcu_yurtlar lena_v derya priya_n umut_kosar irem_yildiz',
  fatih_ege: 'selin_su sevgi_erdem patika_toplulugu hakan_gk umut_kosar derya burcu_yurtlar',
  sude_acar: 'selin_su derya irem_yildiz burcu_yurtlar kerem_mat kaan_radyo patika_toplulugu',
  patika_toplulugu: 'selin_su umut_kosar fatih_ege amara_o kerem_mat bora tomas_h derya',
  tomas_h: 'amara_o umut_kosar burcu_yurtlar bora lena_v marco_r emirhan_p patika_toplulugu priya_n derya',
  burcu_yurtlar: 'bora selin_su hakan_gk kerem_mat amara_o derya fatih_ege',
  can: 'ayse bora derya baris_uslu robot_kulubu kaan_radyo emirhan_p nil_akin deniz_gemi melis_tan elif_arslan mert_k',
  deniz_gemi: 'can melis_tan nil_akin orhan_bilgin sevgi_erdem hazal_yucel emirhan_p kaan_radyo marco_r',
  melis_tan: 'derya irem_yildiz sofia_l deniz_gemi can kaan_radyo hazal_yucel kampus_patileri priya_n',
  emirhan_p: 'can robot_kulubu nil_akin baris_uslu deniz_gemi tomas_h kaan_radyo melis_tan',
  nil_akin: 'can deniz_gemi emirhan_p melis_tan sevgi_erdem hazal_yucel tomas_h kaan_radyo',
  baris_uslu: 'can robot_kulubu emirhan_p sevgi_erdem kerem_mat ozan_asistan mert_k priya_n',
  sevgi_erdem: 'baris_uslu deniz_gemi fatih_ege priya_n orhan_bilgin nil_akin ozan_asistan',
  kaan_radyo: 'can melis_tan deniz_gemi priya_n derya ozan_asistan emirhan_p robot_kulubu',
  priya_n: 'sofia_l can robot_kulubu kaan_radyo sevgi_erdem lena_v marco_r amara_o orhan_bilgin melis_tan',
  robot_kulubu: 'can emirhan_p baris_uslu mert_k priya_n kaan_radyo nil_akin',
  hazal_yucel: 'melis_tan deniz_gemi nil_akin can kaan_radyo emirhan_p',
  orhan_bilgin: 'deniz_gemi sevgi_erdem gulsah_m aylin_c priya_n yusuf_aksoy can',
  sofia_l: 'melis_tan priya_n irem_yildiz lena_v marco_r kaan_radyo nil_akin derya can',
};

/** Follows: username to usernames. */
export const demoFollows: Readonly<Record<string, readonly string[]>> = Object.fromEntries(
  Object.entries(followees).map(([follower, names]) => [follower, names.split(' ')]),
);

/** The follows of `demoFollows` that are new, in minutes before `DEMO_NOW`; all others are months old. */
export const demoRecentFollows: readonly (DemoRelation & { minutesAgo: number })[] = [
  { from: 'tuna_o', to: 'ayse', minutesAgo: ago(0, '16:38') },
  { from: 'zeynep_ts', to: 'ayse', minutesAgo: ago(0, '15:12') },
  { from: 'kampus_patileri', to: 'ayse', minutesAgo: ago(2, '10:30') },
  { from: 'patika_toplulugu', to: 'bora', minutesAgo: ago(0, '15:30') },
  { from: 'tomas_h', to: 'bora', minutesAgo: ago(1, '09:10') },
  { from: 'melis_tan', to: 'derya', minutesAgo: ago(0, '17:20') },
  { from: 'zeynep_ts', to: 'derya', minutesAgo: ago(0, '16:55') },
  { from: 'fatih_ege', to: 'derya', minutesAgo: ago(1, '19:40') },
  { from: 'sofia_l', to: 'can', minutesAgo: ago(0, '16:10') },
  { from: 'priya_n', to: 'can', minutesAgo: ago(0, '13:50') },
  { from: 'orhan_bilgin', to: 'can', minutesAgo: ago(3, '20:15') },
];

/** Pending: two private members have a request each. */
export const demoFollowRequests: readonly DemoRelation[] = [
  { from: 'tuna_o', to: 'ipek_b' },
  { from: 'sofia_l', to: 'hazal_yucel' },
];

export const demoBlocks: readonly DemoRelation[] = [{ from: 'sude_acar', to: 'fatih_ege' }];

/** The library sleeps at night; the radio does not. */
export const demoMutes: readonly DemoRelation[] = [{ from: 'nermin_kutup', to: 'kaan_radyo' }];
