package lang

import (
	"slices"
	"testing"
)

// kinTable says the same in languages that are easily taken for each other, and
// in some that have no profile; found is what the letters alone are taken for.
var kinTable = []struct{ lang, found, text string }{
	{"da", "da", "Byrådet oplyste mandag, at det gamle bibliotek åbner igen til foråret efter to års arbejde med taget. Det har kostet mere end først ventet, og pengene skal findes i næste års budget."},
	{"nb", "nb", "Bystyret opplyste mandag at det gamle biblioteket åpner igjen til våren etter to års arbeid med taket. Det har kostet mer enn først ventet, og pengene må hentes fra neste års budsjett."},
	{"nn", "nn", "Bystyret opplyste måndag at det gamle biblioteket opnar att til våren etter to års arbeid med taket. Det har kosta meir enn ein først venta, og pengane må hentast frå budsjettet for neste år."},
	{"sv", "sv", "Kommunstyrelsen meddelade på måndagen att det gamla biblioteket öppnar igen till våren efter två års arbete med taket. Det har kostat mer än väntat, och pengarna ska tas ur nästa års budget."},
	{"is", "", "Bæjarstjórn greindi frá því á mánudag að gamla bókasafnið verði opnað aftur í vor eftir tveggja ára vinnu við þakið. Það hefur kostað meira en búist var við og féð verður sótt í fjárlög næsta árs."},
	{"fo", "", "Býráðið upplýsti mánadagin, at gamla bókasavnið letur upp aftur til várs eftir tvey ára arbeiði við takinum. Tað hevur kostað meira enn væntað, og peningurin skal finnast á fíggjarlógini næsta ár."},
	{"fi", "fi", "Kaupunginhallitus kertoi maanantaina, että vanha kirjasto avataan jälleen keväällä kahden vuoden kattotöiden jälkeen. Työ on maksanut odotettua enemmän, ja rahat otetaan ensi vuoden talousarviosta."},
	{"et", "et", "Linnavalitsus teatas esmaspäeval, et vana raamatukogu avatakse taas kevadel pärast kaks aastat kestnud katusetöid. Töö on läinud maksma oodatust rohkem ja raha tuleb leida järgmise aasta eelarvest."},
	{"nl", "nl", "De gemeenteraad deelde maandag mee dat de oude bibliotheek in het voorjaar weer opengaat, na twee jaar werk aan het dak. Het heeft meer gekost dan verwacht en het geld moet uit de begroting van volgend jaar komen."},
	{"af", "af", "Die stadsraad het Maandag gesê dat die ou biblioteek in die lente weer oopmaak, na twee jaar se werk aan die dak. Dit het meer gekos as wat verwag is, en die geld moet uit volgende jaar se begroting kom."},
	{"de", "de", "Der Stadtrat teilte am Montag mit, dass die alte Bibliothek im Frühling wieder öffnet, nach zwei Jahren Arbeit am Dach. Es hat mehr gekostet als erwartet, und das Geld muss aus dem Haushalt des nächsten Jahres kommen."},
	{"lb", "", "De Gemengerot huet e Méindeg matgedeelt, datt déi al Bibliothéik am Fréijoer nees opgeet, no zwee Joer Aarbecht um Daach. Et huet méi kascht wéi erwaart, an d'Suen mussen aus dem Budget vum nächste Joer kommen."},
	{"es", "es", "El ayuntamiento informó el lunes de que la vieja biblioteca abrirá de nuevo en primavera, tras dos años de obras en el tejado. Ha costado más de lo previsto y el dinero saldrá del presupuesto del año que viene."},
	{"pt", "pt", "A câmara informou na segunda-feira que a velha biblioteca vai abrir de novo na primavera, depois de dois anos de obras no telhado. Custou mais do que se esperava e o dinheiro sairá do orçamento do próximo ano."},
	{"gl", "", "O concello informou o luns de que a vella biblioteca abrirá de novo na primavera, despois de dous anos de obras no tellado. Custou máis do previsto e os cartos sairán do orzamento do ano que vén."},
	{"ca", "", "L'ajuntament va informar dilluns que la vella biblioteca tornarà a obrir a la primavera, després de dos anys d'obres a la teulada. Ha costat més del previst i els diners sortiran del pressupost de l'any vinent."},
	{"eu", "", "Udalak astelehenean jakinarazi zuen liburutegi zaharra udaberrian berriro irekiko dela, teilatuan bi urtez lan egin ondoren. Uste baino gehiago kostatu da, eta dirua datorren urteko aurrekontutik aterako da."},
	{"it", "it", "Il consiglio comunale ha detto lunedì che la vecchia biblioteca riaprirà in primavera, dopo due anni di lavori al tetto. È costato più del previsto, e il denaro dovrà venire dal bilancio del prossimo anno."},
	{"ro", "ro", "Consiliul local a anunțat luni că vechea bibliotecă se va deschide din nou în primăvară, după doi ani de lucrări la acoperiș. A costat mai mult decât se aștepta, iar banii vor veni din bugetul de anul viitor."},
	{"cs", "cs", "Městská rada v pondělí oznámila, že stará knihovna se na jaře znovu otevře po dvou letech prací na střeše. Stálo to více, než se čekalo, a peníze se musí najít v rozpočtu na příští rok."},
	{"sk", "", "Mestská rada v pondelok oznámila, že stará knižnica sa na jar znovu otvorí po dvoch rokoch prác na streche. Stálo to viac, ako sa čakalo, a peniaze sa musia nájsť v rozpočte na budúci rok."},
	{"pl", "pl", "Rada miasta poinformowała w poniedziałek, że stara biblioteka zostanie ponownie otwarta wiosną po dwóch latach prac na dachu. Kosztowało to więcej, niż oczekiwano, a pieniądze trzeba znaleźć w przyszłorocznym budżecie."},
	{"hr", "hr", "Gradsko vijeće priopćilo je u ponedjeljak da će se stara knjižnica ponovno otvoriti na proljeće nakon dvije godine radova na krovu. Stajalo je više nego što se očekivalo, a novac treba naći u proračunu za iduću godinu."},
	{"sl", "sl", "Mestni svet je v ponedeljek sporočil, da se bo stara knjižnica po dveh letih del na strehi spomladi znova odprla. Stalo je več, kot so pričakovali, denar pa je treba najti v proračunu za prihodnje leto."},
	{"sq", "", "Këshilli bashkiak njoftoi të hënën se biblioteka e vjetër do të hapet përsëri në pranverë pas dy vjetësh punime në çati. Ka kushtuar më shumë se sa pritej dhe paratë do të dalin nga buxheti i vitit të ardhshëm."},
	{"lt", "lt", "Miesto taryba pirmadienį pranešė, kad senoji biblioteka po dvejus metus trukusių stogo darbų pavasarį vėl atsidarys. Tai kainavo daugiau, nei tikėtasi, o pinigų reikės rasti kitų metų biudžete."},
	{"lv", "lv", "Pilsētas dome pirmdien paziņoja, ka vecā bibliotēka pēc divu gadu jumta darbiem pavasarī atkal tiks atvērta. Tas ir izmaksājis vairāk, nekā gaidīts, un nauda būs jāatrod nākamā gada budžetā."},
	{"hu", "hu", "A városi tanács hétfőn közölte, hogy a régi könyvtár a tetőn végzett két évnyi munka után tavasszal újra megnyílik. Többe került a vártnál, és a pénzt a jövő évi költségvetésből kell előteremteni."},
	{"tr", "tr", "Belediye meclisi pazartesi günü, eski kütüphanenin çatıdaki iki yıllık çalışmanın ardından ilkbaharda yeniden açılacağını söyledi. Beklenenden daha pahalıya mal oldu ve para gelecek yılın bütçesinden bulunacak."},
	{"cy", "", "Dywedodd cyngor y dref ddydd Llun y bydd yr hen lyfrgell yn agor eto yn y gwanwyn, ar ôl dwy flynedd o waith ar y to. Mae wedi costio mwy na'r disgwyl, a rhaid dod o hyd i'r arian yng nghyllideb y flwyddyn nesaf."},
	{"ga", "", "Dúirt comhairle an bhaile Dé Luain go n-osclófar an tseanleabharlann arís san earrach, tar éis dhá bhliain oibre ar an díon. Chosain sé níos mó ná mar a bhíothas ag súil leis, agus tiocfaidh an t-airgead as buiséad na bliana seo chugainn."},
	{"sw", "", "Baraza la mji lilisema Jumatatu kwamba maktaba ya zamani itafunguliwa tena katika majira ya kuchipua, baada ya miaka miwili ya kazi kwenye paa. Imegharimu zaidi ya ilivyotarajiwa, na fedha zitatoka katika bajeti ya mwaka ujao."},
	{"id", "id", "Dewan kota mengatakan pada hari Senin bahwa perpustakaan lama akan dibuka kembali pada musim semi, setelah dua tahun pengerjaan atap. Biayanya lebih besar dari yang diperkirakan, dan uangnya harus diambil dari anggaran tahun depan."},
	{"vi", "vi", "Hội đồng thành phố cho biết hôm thứ Hai rằng thư viện cũ sẽ mở cửa trở lại vào mùa xuân, sau hai năm sửa chữa mái nhà. Chi phí cao hơn dự kiến và tiền phải lấy từ ngân sách năm tới."},
	{"ru", "ru", "Городской совет сообщил в понедельник, что старая библиотека снова откроется весной после двух лет работ на крыше. Это обошлось дороже, чем ожидалось, и деньги придётся взять из бюджета следующего года."},
	{"uk", "uk", "Міська рада повідомила в понеділок, що стара бібліотека знову відкриється навесні після двох років робіт на даху. Це коштувало більше, ніж очікували, і гроші доведеться взяти з бюджету наступного року."},
	{"be", "be", "Гарадскі савет паведаміў у панядзелак, што старая бібліятэка зноў адкрыецца вясной пасля двух гадоў працы на даху. Гэта каштавала больш, чым чакалі, і грошы давядзецца ўзяць з бюджэту наступнага года."},
	{"bg", "bg", "Общинският съвет съобщи в понеделник, че старата библиотека ще отвори отново през пролетта след две години работа по покрива. Струвало е повече от очакваното и парите трябва да дойдат от бюджета за следващата година."},
	{"mk", "mk", "Градскиот совет соопшти во понеделникот дека старата библиотека повторно ќе се отвори на пролет по две години работа на покривот. Чинеше повеќе од очекуваното, а парите треба да дојдат од буџетот за следната година."},
	{"sr", "sr", "Градско веће је у понедељак саопштило да ће се стара библиотека поново отворити на пролеће после две године радова на крову. Коштало је више него што се очекивало, а новац треба да дође из буџета за следећу годину."},
	{"ar", "ar", "قال مجلس المدينة يوم الاثنين إن المكتبة القديمة ستفتح أبوابها من جديد في الربيع بعد عامين من العمل في السقف. وقد كلف ذلك أكثر مما كان متوقعا، ويجب أن يأتي المال من ميزانية العام المقبل."},
	{"fa", "fa", "شورای شهر روز دوشنبه گفت که کتابخانه قدیمی پس از دو سال کار روی سقف در بهار دوباره باز می\u200cشود. این کار بیش از آنچه انتظار می\u200cرفت هزینه داشت و پول آن باید از بودجه سال آینده تأمین شود."},
	{"ur", "ur", "شہر کی کونسل نے پیر کو بتایا کہ پرانی لائبریری چھت پر دو سال کے کام کے بعد بہار میں دوبارہ کھل جائے گی۔ اس پر توقع سے زیادہ خرچ آیا ہے اور رقم اگلے سال کے بجٹ سے لینی ہوگی۔"},
	{"hi", "hi", "नगर परिषद ने सोमवार को बताया कि पुराना पुस्तकालय छत पर दो साल के काम के बाद वसंत में फिर से खुलेगा। इस पर उम्मीद से ज़्यादा खर्च हुआ है और पैसा अगले साल के बजट से लेना होगा।"},
	{"mr", "mr", "नगर परिषदेने सोमवारी सांगितले की छताच्या दोन वर्षांच्या कामानंतर जुने ग्रंथालय वसंत ऋतूत पुन्हा उघडेल. अपेक्षेपेक्षा जास्त खर्च झाला आहे आणि पैसे पुढील वर्षाच्या अर्थसंकल्पातून घ्यावे लागतील."},
	{"ne", "ne", "नगर परिषद्ले सोमबार जानकारी दियो कि छानामा दुई वर्षको कामपछि पुरानो पुस्तकालय वसन्तमा फेरि खुल्नेछ। यसमा सोचेभन्दा बढी खर्च भएको छ र पैसा अर्को वर्षको बजेटबाट लिनुपर्नेछ।"},
}

// TestKin holds languages that share letters apart: where the text alone says
// it, and where the page's word has to.
func TestKin(t *testing.T) {
	for _, tt := range kinTable {
		if got := Detect(tt.text, tt.lang); got != tt.lang {
			t.Errorf("%s, declared: %q", tt.lang, got)
		}
		if got := Detect(tt.text, ""); got != tt.found && tt.found != "" {
			t.Errorf("%s, not declared: %q, want %q", tt.lang, got, tt.found)
		}
		if got := Detect(tt.text, "zh-CN"); got != tt.found && tt.found != "" {
			t.Errorf("%s, declared zh-CN: %q, want %q", tt.lang, got, tt.found)
		}
	}
}

// TestNearestDoesNotWaver: where two languages are equally near, the answer
// must not hang on the order of a map.
func TestNearestDoesNotWaver(t *testing.T) {
	for _, text := range []string{"a", "nd 21", "ay retu", "xq"} {
		want, sure := nearest(text, "Latin")
		for range 50 {
			if got, again := nearest(text, "Latin"); got != want || again != sure {
				t.Fatalf("%q is %q, then %q", text, want, got)
			}
		}
	}
}

func TestRank(t *testing.T) {
	var got []string
	for _, tr := range rank("Ab ab, c1") {
		got = append(got, string([]rune{rune(tr >> 42), rune(tr >> 21 & 0x1fffff), rune(tr & 0x1fffff)}))
	}
	// The first two stand twice; a digit parts as a space does.
	want := []string{"ab ", " ab", "b a", " c "}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
