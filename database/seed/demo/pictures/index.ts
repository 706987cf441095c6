import * as indoors from './indoors.ts';
import * as outdoors from './outdoors.ts';
import * as papers from './papers.ts';
import type { Drawing } from './svg.ts';

export { avatars } from './avatars.ts';
export { headers } from './headers.ts';
export type { Drawing } from './svg.ts';
export { outdoors, papers };

/** A picture of a post: how it is drawn, and its description for those who do not see it. */
export interface DemoPicture {
  draw: () => Drawing;
  alt: string;
}

const picture = (draw: () => Drawing, alt: string): readonly DemoPicture[] => [{ draw, alt }];

/** The pictures of posts, by the post's key. */
export const postPictures: Readonly<Record<string, readonly DemoPicture[]>> = {
  // Outdoors.
  'kar-3': picture(
    outdoors.snowOnPlaneTrees,
    'Karla kaplı çınarların arasında koşan üç öğrenci; arkada ışıkları yanan kırmızı çatılı bir bina.',
  ),
  ilkkar: picture(
    outdoors.noseConeInSnow,
    'Ahşap ayaklar üstünde, burnu karla kaplı kırmızı beyaz bir roket. Gövdesinde “METEOR 1” yazıyor.',
  ),
  manzara: [
    {
      draw: outdoors.lightOnTheWater,
      alt: 'Güney kampüsün çiminde oturan dört kişi arkadan görünüyor; önlerinde Boğaz, köprü ve bir vapur, suyun üstünde akşam ışığı.',
    },
    {
      draw: outdoors.quadAtDusk,
      alt: 'Gün batarken çimenlikte büyük bir çınar, altındaki bankta iki kişi ve pencereleri aydınlık taş bina.',
    },
  ],
  kargalar: picture(
    outdoors.crowAndSimit,
    'Bankın sırtına konmuş bir karga, gagasında bir simit; arkada sazlıklı küçük bir gölet.',
  ),
  'kar-nobeti': [
    {
      draw: outdoors.orangeCatInTheSnow,
      alt: 'Karda oturan sarman bir kedi, kafasında küçük bir kar yığını, arkasında pati izleri.',
    },
    { draw: outdoors.tabbyInTheSnow, alt: 'Pembe akşam göğünün altında, karda oturan tekir bir kedi.' },
    {
      draw: outdoors.tuxedoInTheSnow,
      alt: 'Lapa lapa kar yağarken ciddi bir yüzle bize bakan siyah beyaz bir kedi.',
    },
  ],
  'mudur-1': picture(
    outdoors.catOnTheSteps,
    'Yeşil kapılı bir binanın merdiveninde uyuyan, siyah beyaz, tombul bir kedi.',
  ),
  'lokum-1': picture(
    outdoors.catInTheWoods,
    'Sonbahar yapraklarının arasında oturan sarman bir kedi; arkada çam gövdeleri.',
  ),
  kulube5: picture(
    outdoors.catHouse,
    'Kırmızı çatısında küçük bir penceresi olan ahşap kedi kulübesi. Yuvarlak kapıda bir tekir oturuyor, tabelada “Kulübe no 14” yazıyor.',
  ),
  'otobus-5': picture(
    outdoors.busAtDusk,
    'Karlı bir akşam durağa yanaşan kırmızı ring otobüsü; tabelasında “Ring 17:40” yazıyor, durakta biri bekliyor.',
  ),
  kosu: picture(outdoors.forestAtSunrise, 'Gün doğarken ağaçların arasındaki toprak yolda koşan üç kişi.'),
  kopek: picture(
    outdoors.dogAfterTheRun,
    'Kampüsün köpeği Paşa oturmuş, kırmızı tasması ve hafif hayal kırıklığıyla bize bakıyor.',
  ),
  'patika-8': picture(
    outdoors.heronAtTheLake,
    'Eymir Gölü: sazların yanında bir balıkçıl, ileride kayığında bir balıkçı, arkada sonbahar renginde tepeler.',
  ),
  'vapur-1': picture(
    outdoors.ferryAtSunset,
    'Gün batımında Boğaz’da bir vapur; arkada kubbeler ve minareler, önde üç martı.',
  ),
  // Indoors.
  'kar-4': picture(
    indoors.libraryWindowInSnow,
    'Kütüphanenin penceresinden karlı ağaçlar görünüyor. Pervazda kitaplar ve uyuyan sarman bir kedi, masada açık bir defter ve çay.',
  ),
  'yer-1': picture(
    indoors.libraryShelves,
    'İki yanı kitap raflarıyla dolu bir kütüphane masası: bir sandalyede okuyan biri, ötekinde yalnızca sarı bir mont.',
  ),
  aksam: picture(
    indoors.teaBySnow,
    'Pencere önünde dumanı tüten ince belli bir bardak çay; dışarıda akşam, çamlar ve yağan kar.',
  ),
  'gece-1': picture(
    indoors.studioAtNight,
    'Gece stüdyo: lambanın altında iki maket, yanında ısıtıcı ve çay. Dijital saat 03.12’yi gösteriyor, pencerede hilal var.',
  ),
  'gece-7': picture(
    indoors.stairModel,
    'Beyaz kartondan bir bina maketi; yanından kırmızı bir merdiven havaya doğru yükseliyor, üstünde küçük bir insan figürü.',
  ),
  'kapi-1': [
    { draw: indoors.roundKnob, alt: 'Yeşil bir kapıda yuvarlak pirinç tokmak.' },
    { draw: indoors.tulipKnob, alt: 'Kırmızı bir kapıda lale biçiminde pirinç tokmak.' },
    { draw: indoors.handKnob, alt: 'Lacivert bir kapıda el biçiminde demir tokmak.' },
    { draw: indoors.leverKnob, alt: 'Açık renk bir kapıda bakır bir kapı kolu.' },
  ],
  'kapi-5': picture(
    indoors.libraryDoor,
    'Taş duvarda kemerli, iki kanatlı ahşap kapı. Pirinç kolunun bir yanı aşınmış ve parlıyor.',
  ),
  dokuma: picture(
    indoors.loom,
    'Eski ahşap bir dokuma tezgâhı, üstünde yarım kalmış kırmızı desenli kumaş; tepesindeki plakada “NURTEN” yazıyor.',
  ),
  'robot-1': picture(
    indoors.workshopRobots,
    'Atölye masasında çizgi izleyen üç küçük robot: kırmızı, sarı ve yana yatmış mavi.',
  ),
  satranc: picture(
    indoors.chessBoard,
    'Yukarıdan görülen bir satranç tahtası; siyah at az önce f6 karesine oynamış, kare sarıyla işaretli.',
  ),
  camtea: picture(
    indoors.teaStrengths,
    'Yan yana üç bardak çay, soldan sağa koyulaşıyor: açık, demli, tavşan kanı.',
  ),
  menemen: picture(
    indoors.menemenPan,
    'Mavi kareli örtüde bir tava menemen: domates, yumurta, yeşilbiber. Yanında ekmek ve çay. Soğan görünmüyor.',
  ),
  corap: picture(
    indoors.sockLine,
    'İpe mandallanmış altı tek çorap ve altında “Kayıp çorap 143” yazan dolu bir sepet.',
  ),
  veda: picture(
    indoors.quinceJam,
    'Kırmızı bezle bağlanmış bir kavanoz ayva reçeli; etikette “Alman kızı için” yazıyor. Yanında bir ayva.',
  ),
  'kalkulus-8': picture(
    indoors.chalkBoard,
    'Kara tahtada bir eğri ve altındaki alan, yanında integral işareti ve “64 kişi, 11 sandalye” notu. Önde öğrencilerin başları.',
  ),
  noticeboard: picture(
    indoors.noticeBoard,
    'Mantar pano: kayıp termos, kiralık oda, keman dersi, vapur gezisi ve 2022’den kalma bir satranç sorusu. Yanına “Af6” yazılı bir not iğnelenmiş.',
  ),
  // On paper.
  'kut-1': picture(
    papers.nightLibraryPoster,
    'Kütüphane afişi: gece göğünde hilal, kitapların yanında bir kedi. “24 saat açık, 16–27 Kasım. Çay ücretsiz, sessizlik de.”',
  ),
  'senlik-1': picture(
    papers.festivalPoster,
    'Bahar Şenliği afişi: flamaların altında büyük bir çınar, önünde kollarını kaldırmış dinleyiciler ve bir gitar.',
  ),
  'gece-yarisi': picture(
    papers.radioPoster,
    'Gece Kuşağı afişi: yıldızlı gökte eski bir mikrofon ve yayılan halkalar. “İki şehir, tek yayın. 23.00.”',
  ),
  'otobus-1': picture(
    papers.ringMap,
    'Elle çizilmiş ring haritası: kırmızı hatta ortalama bekleme 7, mavi hatta 11 dakika; sarı hat için “yağmur: ?” yazıyor.',
  ),
  'kayip-1': picture(
    papers.campusMap,
    'Kuzey ve Güney kampüsün haritası; kırmızı noktalı bir yol dört kez dönüp dolaşıyor ve bir soru işaretinde bitiyor.',
  ),
  'patika-1': picture(
    papers.trailMap,
    'Eymir Gölü çevresinde 13 kilometrelik yürüyüşün haritası: A1 kapısı 09.00, çay 13.00.',
  ),
  'tost-1': picture(
    papers.toastIndex,
    'Hazirandan kasıma kaşarlı tost fiyatını tost dilimleriyle gösteren sütun grafik; kasımda 5 lira artmış. Çayın çizgisi yatay.',
  ),
  'lodos-1': picture(
    papers.stormMap,
    'Boğaz’ın hava haritası: güneybatıdan esen lodosun okları, 60 km/s hamle uyarısı ve uçan bir şemsiye.',
  ),
  'saha-4': picture(
    papers.strata,
    'Katmanları renk renk gösteren bir kesit: ortasında bir fay, bir deniz kabuğu fosili ve toprağa saplanmış çekiç. “Numune 6 kg.”',
  ),
  kulube: picture(
    papers.catHousePlan,
    'Mavi kâğıtta kedi kulübesi planı: 60’a 40 santim, içinde saman. “Battaniye” sözcüğünün üstü çizili.',
  ),
  mac: picture(
    papers.pitchBoard,
    'Halı sahanın taktik çizimi, tabelada 7–7; sarı kesikli bir ok topun kendi kalesine gidişini gösteriyor.',
  ),
  'vize-takvimi': picture(
    papers.examTimetable,
    'Vize haftasının çizelgesi: pazartesi Mat 101, salı Fiz 103, çarşamba Kim 105 ve Tar 111, perşembe Devre, cuma 17.00’de Difden. Cuma kırmızıyla daire içine alınmış.',
  ),
};
