/** Words of generated posts: enough variety for a search index, no real text. */
export const words = {
  tr: 'bugün yarın dün akşam sabah ders sınav vize final kütüphane yurt kantin kahve çay hoca ödev proje laboratuvar kampüs bahar güz dönem staj mezuniyet kulüp konser tiyatro film kitap sayfa not özet soru cevap arkadaş ev otobüs metro vapur yağmur güneş kar rüzgâr deniz çınar kedi köpek simit çorba yemekhane sıra masa sandalye pencere ışık gece uyku uykusuz yorgun mutlu güzel zor kolay uzun kısa yeni eski büyük küçük çok az biraz hiç her bazı gibi kadar sonra önce şimdi belki kesinlikle sanırım bence galiba bitti başladı geldi gitti oldu olacak lazım var yok gerek istiyorum arıyorum buldum kaybettim öğrendim çalışıyorum bekliyorum gördüm duydum okudum yazdım ve ama çünkü yine bir iki üç beş on'.split(
    ' ',
  ),
  en: 'today tomorrow tonight lecture exam midterm final library dorm canteen coffee tea professor homework project lab campus spring autumn term internship graduation club concert theatre film book page notes summary question answer friend house bus metro ferry rain sun snow wind sea tree cat dog soup queue table chair window light night sleep tired happy nice hard easy long short new old big small very some never every maybe surely think guess done started came went will need have looking found lost learned studying waiting saw heard read wrote and but because again one two three five ten'.split(
    ' ',
  ),
  tags: 'vizehaftası kütüphane staj yurt kampüskedisi finaller ödev kahve erasmus mezuniyet yemekhane kulüp konser campuslife midterms studygroup lostandfound sınav ders bahar'.split(
    ' ',
  ),
  firstNames:
    'Ayşe Mehmet Elif Can Zeynep Emre Deniz Selin Kerem Ece Mert Derya Onur Gizem Barış Melis Umut İrem Çağla Özgür Şule Işıl Ömer Gökçe Ilgın Yiğit Tuğçe Arda Büşra Kaan Nehir Ozan Pelin Rüzgâr Sıla Toprak Yağmur Zehra Alp Bora'.split(
      ' ',
    ),
  lastNames:
    'Yılmaz Kaya Demir Şahin Çelik Yıldız Aydın Öztürk Arslan Doğan Kılıç Aslan Çetin Kara Koç Kurt Özkan Şimşek Polat Korkmaz Erdoğdu Güneş Işık Ünal Taş Bulut Aktaş Tekin Uçar Ateş'.split(
      ' ',
    ),
  departments:
    'Bilgisayar Mühendisliği|Makine Mühendisliği|Psikoloji|İktisat|Mimarlık|Matematik|Fizik|Tarih|İşletme|Çevre Mühendisliği|Molecular Biology|Political Science|Elektrik Mühendisliği|İnşaat Mühendisliği|Endüstri Mühendisliği|Kimya|Hukuk|Sosyoloji|Felsefe|Türk Dili ve Edebiyatı|İngiliz Dili ve Edebiyatı|Uluslararası İlişkiler|Şehir Planlama|Gıda Mühendisliği|İstatistik|Arkeoloji|Eğitim Bilimleri|Havacılık Mühendisliği|Endüstriyel Tasarım|Jeoloji|Müzik|Mechatronics|Economics|Business Analytics|Psychology|Chemical Engineering'.split(
      '|',
    ),
  /** Topics of communities; each of them becomes a hashtag. */
  topics:
    'satranç fotoğraf dağcılık tiyatro sinema kedi yelken basketbol voleybol futbol robotik yapayzeka bilimkurgu şiir öykü gitar piyano koro halkoyunları dans münazara girişim gönüllülük çevre bisiklet koşu yoga yüzme kampçılık astronomi mutfak kahvecilik seyahat japonca almanca ispanyolca oyun çizim seramik podcast tarihsohbeti felsefe ekonomi veribilimi siber uzay drone tasarım moda plak caz rock karikatür çizgiroman bahçe kuşgözlemi briç okçuluk kürek dalış'.split(
      ' ',
    ),
  /** A topic with one of these suffixes is a smaller community of its own. */
  suffixes: ' kulübü gecesi buluşması atölyesi günlüğü'.split(' '),
  /** Rare words are composed of these. */
  syllables: 'ba ke li mo nu ra se ti vo yü dö ga hı kü la mi po rü sa tu'.split(' '),
};
