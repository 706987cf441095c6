// Names that a reader would take for the product, its operators, or one of its pages, in both languages.
// Written without underscores: `usernameProblem` ignores them when it compares, so "ad_min" is reserved too.
const RESERVED_NAMES = `
  admin administrator administrators yonetim yonetici yoneticiler root sudo superuser system sistem owner sahip
  moderator moderators moderation moderasyon mod mods staff team ekip operator official resmi bot
  support destek help yardim security guvenlik abuse postmaster hostmaster webmaster noreply info bilgi
  null undefined nan none anonymous anonim deleted silinmis silindi unknown bilinmiyor
  everyone herkes all here channel me ben self user users member members uye uyeler account accounts hesap hesaplar
  home anasayfa feed akis latest top explore kesfet discover trending trends gundem trend search ara arama
  hashtag hashtags tag tags etiket etiketler post posts gonderi gonderiler paylas compose yaz new yeni thread
  notifications bildirimler bildirim messages message mesajlar mesaj conversations sohbet sohbetler chat inbox
  bookmarks kaydedilenler yerimleri likes begeniler followers takipciler following takip takipedilenler follow
  followrequests takipistekleri suggestions oneriler requests istekler block blocks engellenenler mute muted
  sessize profile profil profiles profiller edit duzenle settings ayarlar preferences tercihler
  account security sessions oturumlar devices cihazlar language dil theme tema appearance gorunum
  login signin giris oturumac logout signout cikis register signup join kayit kaydol uyeol katil welcome hosgeldin
  verify verifyemail dogrula dogrulama onay password sifre parola forgot forgotpassword sifremiunuttum
  reset resetpassword sifirla mfa totp twofactor ikifaktor recovery kurtarma invite davet
  university universities universite universiteler campus kampus groups gruplar events etkinlikler
  about hakkinda hakkimizda legal yasal terms kosullar sartlar kullanimkosullari privacy gizlilik kvkk cookies
  cerezler contact iletisim rules kurallar guidelines imprint kunye faq sss blog news haberler press basin jobs
  report reports sikayet bildir appeal itiraz
  api docs ws socket uploads media medya files dosyalar static assets public health ready status durum metrics
  jwks oauth authorize callback wellknown robots sitemap favicon manifest offline cevrimdisi dev mail www ftp smtp
  error hata notfound tr en
`;

const reserved = new Set(RESERVED_NAMES.trim().split(/\s+/));

/** Whether a well-formed username is reserved. Every name that begins with the product's name is. */
export function isReserved(username: string): boolean {
  const name = username.replaceAll('_', '');
  return reserved.has(name) || name.startsWith('chitlaq');
}
