export type Category =
  | 'dotted-i'
  | 'accents'
  | 'suffixes'
  | 'english-forms'
  | 'typos'
  | 'half-typed'
  | 'hashtags'
  | 'several-words'
  | 'mixed';

/** Something that people look for on the demo campus: what counts as an answer, and how they type it. */
export interface Concept {
  /**
   * Folded words, one of which a relevant post contains: every form of the word, and no look-alike. Written by reading the
   * corpus, without the search engine.
   */
  means: RegExp;
  queries: Partial<Record<Category, readonly string[]>>;
}

const any = (words: string): RegExp => new RegExp(`(?<![\\p{L}\\p{N}_])(?:${words})(?![\\p{L}\\p{N}_])`, 'u');

export const concepts: readonly Concept[] = [
  {
    means: any('sinav\\w*'),
    queries: {
      'dotted-i': ['SINAV', 'sınav', 'SİNAV'],
      accents: ['sinav'],
      suffixes: ['sınavlar', 'sınavda', 'sınavımız'],
      typos: ['sıanv'],
      'half-typed': ['sına'],
    },
  },
  {
    means: any('vize|vizesi|vizesinden|vizeye|vizeler\\w*'),
    queries: { 'dotted-i': ['VİZE', 'VIZE'], suffixes: ['vizeler', 'vizede', 'vizemiz'] },
  },
  {
    means: any('kutuphane\\w*'),
    queries: {
      'dotted-i': ['KÜTÜPHANE'],
      accents: ['kutuphane', 'kutüphane'],
      suffixes: ['kütüphaneye', 'kütüphanenin', 'kütüphaneler', 'kutuphanede'],
      typos: ['kütüpane', 'kutuphnae'],
      'half-typed': ['kütüph', 'kutupha'],
      hashtags: ['#kütüphane', '#kutuphane'],
    },
  },
  {
    means: any('kedi|kediler\\w*|kediye|kedinin|kedisi|kediyi'),
    queries: { 'dotted-i': ['KEDİ', 'KEDI', 'kedı'], suffixes: ['kediler', 'kedileri', 'kediye', 'kedinin'] },
  },
  {
    means: any('yurt|yurtta|yurtlar|yurdun\\w*|yurdu'),
    queries: { suffixes: ['yurt', 'yurtlar', 'yurdumuz', 'yurtta', 'yurdun'] },
  },
  {
    means: any('kitap\\w*|kitabi\\w*'),
    queries: { suffixes: ['kitap', 'kitabı', 'kitaplar', 'kitabında', 'kitapta'], 'dotted-i': ['KİTAP'] },
  },
  {
    means: any('vapur\\w*'),
    queries: {
      suffixes: ['vapurlar', 'vapura', 'vapurun', 'vapurda'],
      typos: ['vaprlar'],
      hashtags: ['#vapur'],
      'half-typed': ['vapu'],
    },
  },
  {
    means: any('yagmur\\w*'),
    queries: {
      accents: ['yagmur', 'yagmurda'],
      suffixes: ['yağmurlu', 'yağmura', 'yağmurun'],
      typos: ['yağmru'],
      'half-typed': ['yağm'],
    },
  },
  {
    means: any('yemekhane\\w*'),
    queries: {
      suffixes: ['yemekhaneler', 'yemekhanenin', 'yemekhanede'],
      typos: ['yemekhne', 'yemkehane'],
      'half-typed': ['yemekh'],
      'dotted-i': ['YEMEKHANE'],
    },
  },
  {
    means: any('corba\\w*'),
    queries: {
      accents: ['corba', 'corbasi'],
      suffixes: ['çorbalar', 'çorbayı', 'çorbası'],
      'half-typed': ['çorb'],
    },
  },
  {
    means: any('cay|cayi\\w*|cayim\\w*|cayin|cayla|caylar'),
    queries: { accents: ['cay', 'cayin'], suffixes: ['çaylar', 'çayı', 'çayım'] },
  },
  {
    means: any('kahve\\w*'),
    queries: { suffixes: ['kahveler', 'kahveyi', 'kahvemi'], 'dotted-i': ['KAHVE'], typos: ['khave'] },
  },
  {
    means: any('simit\\w*|simidi'),
    queries: { 'dotted-i': ['SİMİT', 'SIMIT', 'sımıt'], suffixes: ['simitler', 'simidi'], typos: ['simitt'] },
  },
  {
    means: any('pogaca\\w*'),
    queries: {
      accents: ['pogaca', 'poğaca'],
      suffixes: ['poğaçalar', 'poğaçayı'],
      typos: ['poğaçaa'],
      'half-typed': ['poğa'],
    },
  },
  {
    means: any('ispat\\w*'),
    queries: { 'dotted-i': ['İSPAT', 'ISPAT', 'ıspat'], suffixes: ['ispatı', 'ispatlar', 'ispatını'] },
  },
  {
    means: any('istanbul\\w*'),
    queries: {
      'dotted-i': ['İSTANBUL', 'istanbul', 'ıstanbul', 'Istanbul'],
      suffixes: ["İstanbul'a", "istanbul'da"],
      typos: ['istnabul'],
    },
  },
  {
    means: any('ankara\\w*'),
    queries: {
      suffixes: ["Ankara'da", "Ankara'nın"],
      'dotted-i': ['ANKARA'],
      typos: ['ankraa'],
      'half-typed': ['anka'],
    },
  },
  { means: any('ilkkar'), queries: { hashtags: ['#ilkkar', '#İlkKar', 'ilkkar'], 'dotted-i': ['#ILKKAR'] } },
  {
    means: any('merdiven\\w*'),
    queries: {
      suffixes: ['merdivenler', 'merdivende', 'merdiveni'],
      typos: ['merdievn'],
      'half-typed': ['merdi'],
      'dotted-i': ['MERDİVEN'],
    },
  },
  {
    means: any('laboratuvar\\w*'),
    queries: {
      suffixes: ['laboratuvarda', 'laboratuvarlar', 'laboratuvarı'],
      typos: ['labaratuvar', 'laboratuar'],
      'half-typed': ['labora'],
    },
  },
  {
    means: any('osiloskop\\w*|osilaskop\\w*|osilaskobu'),
    queries: { suffixes: ['osiloskobu', 'osiloskoplar'] },
  },
  {
    means: any('makine\\w*'),
    queries: { 'dotted-i': ['MAKİNE', 'makıne'], suffixes: ['makineler', 'makinede', 'makinesi'] },
  },
  {
    means: any('corap|corabi\\w*|coraplar\\w*'),
    queries: { accents: ['corap', 'corabi'], suffixes: ['çoraplar', 'çorabın'], typos: ['çoarp'] },
  },
  {
    means: any('bardak\\w*|bardagi\\w*'),
    queries: { suffixes: ['bardaklar', 'bardağım', 'bardağı'], accents: ['bardagi'] },
  },
  { means: any('semsiye\\w*|umbrella\\w*'), queries: { 'english-forms': ['umbrella', 'umbrellas'] } },
  {
    means: any('professors?'),
    queries: { 'english-forms': ['professor', 'professors'], typos: ['profesor'] },
  },
  { means: any('students?'), queries: { 'english-forms': ['student', 'students'], typos: ['studnet'] } },
  { means: any('sentences?'), queries: { 'english-forms': ['sentence', 'sentences'], typos: ['sentense'] } },
  { means: any('reviewe?d?|reviewer'), queries: { 'english-forms': ['review', 'reviews', 'reviewed'] } },
  { means: any('records?'), queries: { 'english-forms': ['record', 'records'] } },
  { means: any('rooms?'), queries: { 'english-forms': ['room', 'rooms'] } },
  { means: any('languages?'), queries: { 'english-forms': ['language', 'languages'], typos: ['langauge'] } },
  { means: any('minutes?'), queries: { 'english-forms': ['minute', 'minutes'], typos: ['mintues'] } },
  { means: any('mornings?'), queries: { 'english-forms': ['morning', 'mornings'] } },
  { means: any('prices?|priced'), queries: { 'english-forms': ['price', 'prices'] } },
  { means: any('questions?'), queries: { 'english-forms': ['question', 'questions'], typos: ['quesiton'] } },
  { means: any('looks?|looking|looked'), queries: { 'english-forms': ['look', 'looking', 'looks'] } },
  {
    means: any('kampus|kampuste|kampusun\\w*|kampuse|kampusler'),
    queries: { accents: ['kampus'], suffixes: ['kampüste', 'kampüsler', 'kampüsün'] },
  },
  { means: any('campus'), queries: { 'english-forms': ['campus'], typos: ['cmapus'] } },
  {
    means: any('turkish'),
    queries: { 'english-forms': ['Turkish', 'turkish'], typos: ['turkihs'], 'dotted-i': ['TURKISH'] },
  },
  {
    means: any('vizehaftasi'),
    queries: {
      hashtags: ['#vizehaftası', '#vizehaftasi', '#VizeHaftası', 'vizehaftası'],
      typos: ['vizehatfası'],
      'half-typed': ['vizehaf'],
    },
  },
  {
    means: any('gecekusagi'),
    queries: { hashtags: ['#gecekuşağı', '#gecekusagi', 'gecekuşağı'], 'half-typed': ['gecekuş'] },
  },
  {
    means: any('kampuskedisi'),
    queries: { hashtags: ['#kampüskedisi', '#kampuskedisi', 'kampuskedisi'], 'half-typed': ['kampüsked'] },
  },
  {
    means: any('turkceogreniyorum'),
    queries: { hashtags: ['#türkçeöğreniyorum', '#turkceogreniyorum'], 'half-typed': ['türkçeöğ'] },
  },
  {
    means: any('robot|robotun|robotlar\\w*|robotu'),
    queries: { suffixes: ['robotlar', 'robotu', 'robotun'] },
  },
  {
    means: any('robotik\\w*'),
    queries: { suffixes: ['robotiği', 'robotik'], 'dotted-i': ['ROBOTİK', 'robotık'] },
  },
  {
    means: any('karniyarik\\w*'),
    queries: {
      'dotted-i': ['KARNIYARIK', 'karnıyarık', 'karniyarik'],
      typos: ['karnıyark'],
      'half-typed': ['karnıya'],
    },
  },
  {
    means: any('baklava\\w*'),
    queries: { suffixes: ['baklavalar', 'baklavayı'], typos: ['balkava'], 'half-typed': ['bakla'] },
  },
  { means: any('lokum\\w*'), queries: { suffixes: ['lokumlar', 'lokumu'], typos: ['loukm'] } },
  { means: any('sarman\\w*'), queries: { suffixes: ['sarmanı', 'sarmana'], 'half-typed': ['sarma'] } },
  { means: any('liman\\w*'), queries: { suffixes: ['limanda', 'limanı', 'limanlar'] } },
  { means: any('stajyer\\w*|staj\\w*'), queries: { suffixes: ['stajlar', 'stajı'], hashtags: ['#staj'] } },
  {
    means: any('gonder|gonderdi|gonderiyorum|gondermek'),
    queries: { suffixes: ['göndermek', 'gönderiyorum', 'gönderdi'], accents: ['gondermek'] },
  },
  {
    means: any('bekliyorum|bekliyordum|bekleyen|bekleyenler|bekleriz'),
    queries: { suffixes: ['bekleyen', 'bekliyorum'] },
  },
  {
    means: any('ariyorum'),
    queries: { 'dotted-i': ['ARIYORUM', 'arıyorum'], accents: ['ariyorum'], typos: ['arıyoum'] },
  },
  {
    means: any('cumartesi\\w*'),
    queries: {
      'dotted-i': ['CUMARTESİ', 'cumartesı'],
      suffixes: ['cumartesiye', 'cumartesileri'],
      typos: ['cumratesi'],
      'half-typed': ['cumart'],
    },
  },
  {
    means: any('persembe\\w*'),
    queries: {
      accents: ['persembe'],
      suffixes: ['perşembeye', 'perşembeleri'],
      typos: ['peşrembe'],
      'half-typed': ['perşem'],
    },
  },
  {
    means: any('pazartesi\\w*'),
    queries: { 'dotted-i': ['PAZARTESİ'], suffixes: ['pazartesiye'], typos: ['pazratesi'] },
  },
  {
    means: any('dakika\\w*'),
    queries: { 'dotted-i': ['DAKİKA', 'dakıka'], suffixes: ['dakikalar', 'dakikada'], typos: ['daikka'] },
  },
  {
    means: any('tesekkurler?|tesekkur'),
    queries: {
      accents: ['tesekkurler', 'tesekkur'],
      suffixes: ['teşekkür', 'teşekkürler'],
      typos: ['teşekürler'],
    },
  },
  {
    means: any('sessizlik\\w*|sessizligi\\w*'),
    queries: {
      'dotted-i': ['SESSİZLİK', 'sessızlık'],
      suffixes: ['sessizliği', 'sessizlikte'],
      typos: ['seszilik'],
    },
  },
  {
    means: any('universite\\w*'),
    queries: {
      accents: ['universite'],
      suffixes: ['üniversitede', 'üniversiteler', 'üniversitenin'],
      typos: ['ünivresite'],
      'dotted-i': ['ÜNİVERSİTE'],
      'half-typed': ['ünive'],
    },
  },
  {
    means: any('bolum|bolumu\\w*|bolumden|bolumun\\w*'),
    queries: { accents: ['bolum'], suffixes: ['bölümün', 'bölümde', 'bölümler'] },
  },
  {
    means: any('hocam|hoca|hocamiz\\w*|hocanin|hocaya|hocalar\\w*'),
    queries: { suffixes: ['hoca', 'hocalar', 'hocaya'] },
  },
  {
    means: any('yedek|yedegi\\w*|yedekler'),
    queries: { accents: ['yedegi'], suffixes: ['yedekler', 'yedeği'] },
  },
  { means: any('kayip|kaybi\\w*'), queries: { 'dotted-i': ['KAYIP', 'kayıp'], accents: ['kayip'] } },
  {
    means: any('soganli|sogansiz|sogan\\w*'),
    queries: { accents: ['sogan', 'soganli'], suffixes: ['soğan', 'soğanlı', 'soğansız'] },
  },
  {
    means: any('ritim|ritimde|ritmi\\w*'),
    queries: { 'dotted-i': ['RİTİM', 'rıtım'], suffixes: ['ritimde'] },
  },
];

/** Several words at once: a relevant post has what each of them means. */
export const wordPairs: readonly {
  means: readonly RegExp[];
  category: 'several-words' | 'mixed';
  q: string;
}[] = (
  [
    ['several-words', 'kampus kedileri', 'kampus\\w*', 'kedi\\w*|kampuskedisi'],
    ['several-words', 'kütüphane sessizlik', 'kutuphane\\w*', 'sessizlik\\w*'],
    ['several-words', 'çay simit', 'cay\\w*', 'simit\\w*|simidi'],
    ['several-words', 'vapur simit', 'vapur\\w*', 'simit\\w*|simidi'],
    ['several-words', 'makine sınav', 'makine\\w*', 'sinav\\w*'],
    ['several-words', 'sinav devre', 'sinav\\w*', 'devre\\w*'],
    ['several-words', 'robotik kulübü', 'robotik\\w*', 'kulub\\w*|kulup\\w*'],
    ['several-words', 'kuzey kapı', 'kuzey\\w*', 'kapi\\w*'],
    ['several-words', 'gece radyo', 'gece\\w*|gecekusagi', 'radyo\\w*'],
    ['several-words', 'yagmur semsiye', 'yagmur\\w*', 'semsiye\\w*'],
    ['several-words', 'kar topu', 'kar', 'topu'],
    ['several-words', 'language exchange', 'languages?', 'exchange'],
    ['several-words', 'south campus', 'south', 'campus'],
    ['several-words', 'lost glove', 'lost', 'gloves?'],
    ['several-words', 'rocket team', 'rockets?', 'teams?'],
    ['several-words', 'ferry tea', 'ferry', 'tea'],
    ['several-words', 'yarın hava', 'yarin\\w*', 'hava\\w*'],
    ['several-words', 'mavi kalem', 'mavi', 'kalem\\w*'],
    ['several-words', 'bir bardak çay', 'bardak\\w*', 'cay\\w*'],
    ['several-words', 'otobüs durak', 'otobus\\w*', 'durak\\w*|duraga'],
    ['mixed', 'campus kedi', 'campus|kampus\\w*', 'kedi\\w*|kampuskedisi'],
    ['mixed', 'Turkish çay', 'turkish', 'cay|tea'],
    ['mixed', 'project ödevi', 'project', 'odev\\w*'],
    ['mixed', 'review sınav', 'review\\w*', 'sinav\\w*'],
    ['mixed', 'snow ilkkar', 'snow', 'ilkkar'],
    ['mixed', 'exam ilkkar', 'exams?', 'ilkkar'],
    ['mixed', 'ferry vapur', 'ferry', 'vapur'],
    ['mixed', 'türkçe suffixes', 'turkce\\w*', 'suffix\\w*'],
    ['mixed', 'word türkçeöğreniyorum', 'words?', 'turkceogreniyorum'],
    ['mixed', 'wednesday canteen', 'wednesday', 'canteen'],
  ] as const
).map(([category, q, firstWord, secondWord]) => ({ category, q, means: [any(firstWord), any(secondWord)] }));
