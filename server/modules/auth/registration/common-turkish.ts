/**
 * Words of many Turkish passwords, most likely first, and the most common words of the language. zxcvbn also recognises them in
 * combination with digits and years. Spellings without Turkish letters are derived when the list is loaded.
 */
export const commonTurkish: string[] = `
sifre şifre parola password123 sifrem parolam benimsifrem gizli gizlisifre deneme deneme123 test1234 merhaba selam
galatasaray fenerbahce fenerbahçe besiktas beşiktaş trabzonspor cimbom cimbombom kartal kanarya aslan aslanim kaplan
ultraslan bursaspor goztepe göztepe karsiyaka istanbul ankara izmir antalya bursa adana trabzon konya eskisehir samsun
istanbul34 ankara06 izmir35 turkiye türkiye turkiyem anadolu ataturk atatürk mustafakemal cumhuriyet bayrak vatan
askim aşkım sevgilim hayatim hayatım canim canım birtanem bebegim tatlim seniseviyorum senicokseviyorum ask sevgi mutluluk
annem babam anneannem kardesim kardeşim ailem oglum kizim arkadas dostum melek melegim prenses kral kralice
mehmet mustafa ahmet ali huseyin hüseyin hasan ibrahim ismail yusuf omer ömer murat ramazan halil suleyman osman emre
burak onur serkan hakan gokhan gökhan volkan kemal cem can deniz umut baris barış eren kaan berk mert arda yigit
fatma ayse ayşe emine hatice zeynep elif merve busra büşra esra kubra kübra sevgi seda selin ece gizem derya
ozlem özlem pinar pınar yasemin gul gül melisa irem ceren damla tugce tuğçe asli aslı burcu ebru dilek
yilmaz yılmaz kaya demir sahin şahin celik çelik yildiz yıldız aydin aydın ozturk öztürk arslan dogan doğan kilic kılıç
okul okulum universite üniversite ogrenci öğrenci mezun kampus kampüs kutuphane kütüphane yurt yemekhane ders sinav sınav
muhendis mühendis mimar doktor ogretmen öğretmen avukat bogazici boğaziçi odtu odtü itu itü hacettepe bilkent sabanci
yaz kis kış bahar sonbahar gunes güneş yagmur yağmur deniz bulut yildiz ay dunya dünya cennet melek kelebek papatya
karanfil lale menekse menekşe gul papatyam kedi kopek köpek tavsan tavşan balik balık aslanim boncuk pamuk minnos minnoş
bilgisayar telefon internet oyun oyuncu araba bisiklet muzik müzik sarki şarkı gitar futbol basketbol voleybol
pazartesi sali salı carsamba çarşamba persembe perşembe cuma cumartesi pazar ocak subat şubat mart nisan mayis mayıs
haziran temmuz agustos ağustos eylul eylül ekim kasim kasım aralik aralık bir iki uc üç dort dört bes beş alti altı yedi
qwerty asdfgh zxcvbn qweasd asdqwe qazwsx 123qwe qwe123 asd123 1q2w3e 1qaz2wsx fgğıod qwertyu ertyui
allah allahim allahım bismillah insallah inşallah masallah maşallah peygamber muhammed kuran namaz dua
kolay zor güzel çirkin büyük küçük iyi kötü yeni eski genç yaşlı sıcak soğuk uzun kısa hızlı yavaş mavi kırmızı yeşil
sarı siyah beyaz mor pembe turuncu lacivert ben sen biz siz onlar benim senin bizim sizin bana sana beni seni kimse herkes
ne neden nasıl niye nerede zaman şimdi sonra önce bugün yarın dün gece gündüz sabah akşam öğle hafta gün yıl saat dakika
ev evim evimiz kapı pencere masa sandalye oda bahçe sokak cadde mahalle köy şehir ülke dağ orman nehir göl ada sahil
su ekmek çay kahve süt peynir zeytin yumurta tavuk köfte kebap baklava lahmacun simit elma portakal karpuz üzüm muz çilek
gel git gelme gitme yap yapma bak bakma sev sevme gül gülme ağla ağlama unut unutma bekle özledim seviyorum istiyorum
biliyorum bilmiyorum geliyorum gidiyorum yapıyorum anladım tamam evet hayır belki lütfen teşekkür teşekkürler günaydın
hoşgeldin hoşçakal görüşürüz nasılsın naber iyiyim harika süper mükemmel kesinlikle asla daima sonsuz sonsuza umut hayal
kalp gönül ruh can göz saç el ayak baş yüz anne baba abla abi kardeş dede nine teyze amca dayı hala yeğen kuzen gelin damat
doğum doğumgünü doğumgünüm düğün bayram ramazan kurban tatil askerlik asker komando polis jandarma futbolcu takım şampiyon
canımsın aşksın hayatımsın herşeyim sensin seniseven tekaşkım ilkaşkım güzelim yavrum balım şekerim çiçeğim minik cadı
aslanlar kartallar kanaryalar karabük kayseri kocaeli sakarya mersin gaziantep diyarbakır erzurum malatya manisa balıkesir
aydın muğla denizli hatay ordu giresun rize artvin zonguldak bolu düzce çanakkale edirne tekirdağ kırklareli yalova isparta
burdur afyon kütahya uşak sivas tokat amasya çorum yozgat niğde nevşehir aksaray karaman elazığ bingöl tunceli van muş
`
  .trim()
  .split(/\s+/);
