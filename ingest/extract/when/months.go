package when

import "strings"

// months maps every written form of a month to its number, raised by jalali for
// those of the Persian calendar. Where two languages
// give one word to two months (Croatian listopad), the word is left to the
// larger press.
var months = buildMonths()

func buildMonths() map[string]int {
	m := make(map[string]int, 1000)
	add := func(names string, raise int) {
		for _, line := range strings.Split(names, "\n") {
			for i, forms := range strings.Fields(line) {
				for _, f := range strings.Split(forms, "/") {
					if f != "-" {
						m[f] = i + 1 + raise
					}
				}
			}
		}
	}
	add(monthNames, 0)
	add(persianNames, jalali)
	return m
}

// monthNames is one language (or a few that share most) a line, twelve columns,
// forms of one month set apart by a slash, "-" where nothing is added. Written
// down from the languages' own calendars.
const monthNames = `january/jan february/feb march/mar april/apr may june/jun july/jul august/aug september/sep/sept october/oct november/nov december/dec
januar/jänner/jän februar/feber/febr märz/mär/mrz april mai juni juli august september oktober/okt november dezember/dez
janvier/janv février/fevrier/févr/fév/fevr mars avril/avr mai juin/juin juillet/juil août/aout septembre octobre novembre décembre/decembre/déc
enero/ene febrero marzo abril/abr mayo junio julio agosto/ago septiembre/setiembre/set octubre noviembre diciembre/dic
gennaio/gen febbraio - aprile maggio/mag giugno/giu luglio/lug agosto settembre/sett ottobre/ott novembre dicembre
janeiro fevereiro/fev março/marco - maio junho julho - setembro outubro/out novembro dezembro
januari februari/feb maart/mrt april mei juni juli augustus - oktober - december
- - - - maj - - augusti - - - -
- - marts - - - - - - - - desember/des
tammikuuta/tammikuu helmikuuta/helmikuu maaliskuuta/maaliskuu huhtikuuta/huhtikuu toukokuuta/toukokuu kesäkuuta/kesäkuu heinäkuuta/heinäkuu elokuuta/elokuu syyskuuta/syyskuu lokakuuta/lokakuu marraskuuta/marraskuu joulukuuta/joulukuu
janúar/janúara febrúar/febrúara mars/marca apríl/apríla maí/mája júní/júna júlí/júla ágúst/augusta/augusta september/septembra október/októbra nóvember/novembra desember/decembra
stycznia/styczeń/sty lutego/luty/lut marca/marzec kwietnia/kwiecień/kwi maja/maj czerwca/czerwiec/cze lipca/lipiec/lip sierpnia/sierpień/sie września/wrzesień/wrz października/październik/paź listopada/listopad/lis grudnia/grudzień/gru
ledna/leden/led února/únor/úno března/březen/bře dubna/duben/dub května/květen/kvě června/červen/čvn července/červenec/čvc srpna/srpen/srp září/zář října/říjen/říj listopadu prosince/prosinec/pro
január február/febr március/márc április/ápr május/máj június/jún július/júl augusztus/aug szeptember/szept október november december
ianuarie/ian februarie martie aprilie mai iunie/iun iulie/iul august septembrie octombrie noiembrie/noi decembrie
ocak/oca şubat/şub/subat mart nisan/nis mayıs/mayis haziran/haz temmuz/tem ağustos/ağu/agustos eylül/eyl/eylul ekim/eki kasım/kas/kasim aralık/ara/aralik
sausio/saus vasario/vas kovo balandžio/bal gegužės/geg birželio/birž liepos/liep rugpjūčio/rugp rugsėjo/rugs spalio/spal lapkričio/lapkr gruodžio/gruod
janvāris/janvārī/janvāra februāris/februārī/februāra marts/martā/marta aprīlis/aprīlī/aprīļa maijs/maijā/maija jūnijs/jūnijā/jūnija jūlijs/jūlijā/jūlija augusts/augustā septembris/septembrī oktobris/oktobrī/oktobra novembris/novembrī decembris/decembrī
jaanuar/jaan veebruar/veebr märts aprill mai juuni juuli august september oktoober november detsember/dets
siječnja/januara veljače/februara ožujka/marta travnja/aprila svibnja lipnja/juna srpnja/jula kolovoza/avgusta rujna/septembra oktobra studenoga/studenog/novembra prosinca/decembra
- - marec - - junij/junija julij/julija avgust - - - -
января/январь/янв февраля/февраль/фев марта/март/мар апреля/апрель/апр мая/май июня/июнь/июн июля/июль/июл августа/август/авг сентября/сентябрь/сен/сент октября/октябрь/окт ноября/ноябрь/ноя/нояб декабря/декабрь/дек
січня/січень/січ лютого/лютий/лют березня/березень/бер квітня/квітень/квіт травня/травень/трав червня/червень/черв липня/липень/лип серпня/серпень/серп вересня/вересень/вер жовтня/жовтень/жовт листопада/листопад грудня/грудень/груд
януари февруари - април май юни/јун юли/јул - септември октомври ноември декември
јануар/јануара/јануари фебруар/фебруара/фебруари марта април/априла мај/маја јуна/јуни јула/јули август/августа септембар/септембра октобар/октобра новембар/новембра децембар/децембра
ιανουαρίου/ιανουάριος/ιαν φεβρουαρίου/φεβρουάριος/φεβ/φεβρ μαρτίου/μάρτιος/μαρ απριλίου/απρίλιος/απρ μαΐου/μάιος/μαΐ/μαΙ ιουνίου/ιούνιος/ιουν/ιούν ιουλίου/ιούλιος/ιουλ/ιούλ αυγούστου/αύγουστος/αυγ/αύγ σεπτεμβρίου/σεπτέμβριος/σεπ/σεπτ οκτωβρίου/οκτώβριος/οκτ νοεμβρίου/νοέμβριος/νοε/νοέ δεκεμβρίου/δεκέμβριος/δεκ
januari pebruari maret/mac april mei juni/jun juli/julai agustus/ogos/ogo/agu september oktober/okt november/nopember desember/disember/dis
- - machi aprili - - julai agosti septemba oktoba novemba desemba
januarie februarie maart april mei junie julie augustus september oktober november desember
januwari februwari mashi ephreli meyi juni julayi agasti septhemba okthoba novemba disemba
जनवरी/जन फरवरी/फ़रवरी/फर मार्च अप्रैल मई जून जुलाई अगस्त सितंबर/सितम्बर/सित अक्टूबर/अक्तूबर नवंबर/नवम्बर/नव दिसंबर/दिसम्बर/दिस
জানুয়ারি/জানুয়ারী ফেব্রুয়ারি/ফেব্রুয়ারী মার্চ এপ্রিল মে জুন জুলাই আগস্ট/আগষ্ট সেপ্টেম্বর অক্টোবর নভেম্বর ডিসেম্বর
يناير فبراير مارس أبريل/ابريل مايو يونيو يوليو أغسطس/اغسطس سبتمبر أكتوبر/اكتوبر نوفمبر ديسمبر
- شباط آذار نيسان أيار حزيران تموز آب أيلول - - -
ژانویه فوریه مارس آوریل مه ژوئن ژوئیه اوت سپتامبر اکتبر نوامبر دسامبر
בינואר/ינואר בפברואר/פברואר במרץ/מרץ באפריל/אפריל במאי/מאי ביוני/יוני ביולי/יולי באוגוסט/אוגוסט בספטמבר/ספטמבר באוקטובר/אוקטובר בנובמבר/נובמבר בדצמבר/דצמבר
มกราคม/ม.ค กุมภาพันธ์/ก.พ มีนาคม/มี.ค เมษายน/เม.ย พฤษภาคม/พ.ค มิถุนายน/มิ.ย กรกฎาคม/ก.ค สิงหาคม/ส.ค กันยายน/ก.ย ตุลาคม/ต.ค พฤศจิกายน/พ.ย ธันวาคม/ธ.ค
gener febrer març abril maig juny juliol agost setembre octubre novembre desembre
xaneiro febreiro - - - xuño xullo - - outubro - decembro
ionawr chwefror mawrth ebrill - mehefin gorffennaf awst medi hydref tachwedd rhagfyr
yanvar fevral - aprel - iyun iyul avqust sentyabr/sentabr oktyabr noyabr dekabr
қаңтар ақпан наурыз сәуір мамыр маусым шілде тамыз қыркүйек қазан қараша желтоқсан
հունվարի փետրվարի մարտի ապրիլի մայիսի հունիսի հուլիսի օգոստոսի սեպտեմբերի հոկտեմբերի նոյեմբերի դեկտեմբերի
იანვარი/იანვარს თებერვალი/თებერვალს მარტი/მარტს აპრილი/აპრილს მაისი/მაისს ივნისი/ივნისს ივლისი/ივლისს აგვისტო/აგვისტოს სექტემბერი/სექტემბერს ოქტომბერი/ოქტომბერს ნოემბერი/ნოემბერს დეკემბერი/დეკემბერს
janar shkurt - prill - qershor korrik gusht shtator tetor nëntor dhjetor
urtarrila/urtarrilaren otsaila/otsailaren martxoa/martxoaren apirila/apirilaren maiatza/maiatzaren ekaina/ekainaren uztaila/uztailaren abuztua/abuztuaren iraila/irailaren urria/urriaren azaroa/azaroaren abendua/abenduaren
جنوری فروری مارچ اپریل مئی جون جولائی اگست ستمبر اکتوبر نومبر دسمبر
ஜனவரி பிப்ரவரி மார்ச் ஏப்ரல் மே ஜூன் ஜூலை ஆகஸ்ட் செப்டம்பர் அக்டோபர் நவம்பர் டிசம்பர்
មករា កុម្ភៈ មីនា មេសា ឧសភា មិថុនា កក្កដា សីហា កញ្ញា តុលា វិច្ឆិកា ធ្នូ
ဇန်နဝါရီ ဖေဖော်ဝါရီ မတ် ဧပြီ မေ ဇွန် ဇူလိုင် ဩဂုတ် စက်တင်ဘာ အောက်တိုဘာ နိုဝင်ဘာ ဒီဇင်ဘာ
ມັງກອນ ກຸມພາ ມີນາ ເມສາ ພຶດສະພາ ມິຖຸນາ ກໍລະກົດ ສິງຫາ ກັນຍາ ຕຸລາ ພະຈິກ ທັນວາ`

// persianNames are the months of Iran, then those of Afghanistan, with the
// Persian letters and the Arabic ones that old keyboards have for them.
const persianNames = `فروردین/فروردين اردیبهشت/ارديبهشت خرداد تیر/تير مرداد/امرداد شهریور/شهريور مهر آبان/ابان آذر/اذر دی/دي بهمن اسفند
حمل ثور جوزا سرطان اسد سنبله میزان/ميزان عقرب قوس جدی/جدي دلو حوت`
