package names

import "strings"

// The words of English that tell of names.

type enSet map[string]bool

func enWords(list string) enSet {
	s := enSet{}
	for w := range strings.FieldsSeq(list) {
		s[w] = true
	}
	return s
}

var (
	// titles end what a person is called by before the name.
	titles = enWords(`president pm premier chancellor minister secretary ambassador governor gov mayor senator sen congressman congresswoman representative rep delegate commissioner councillor councilman councilwoman assemblyman alderman
	speaker leader chairman chairwoman chairperson chair chief director manager executive officer ceo cfo cto coo founder co-founder cofounder president-elect vice-president spokesman spokeswoman spokesperson
	general gen admiral adm colonel col major maj captain capt lieutenant lt sergeant sgt corporal commander inspector superintendent constable detective officer sheriff deputy marshal trooper
	judge justice magistrate prosecutor attorney lawyer barrister solicitor professor prof dr doctor dean provost principal teacher coach manager quarterback striker midfielder defender goalkeeper goalie winger defenseman centre-back right-back left-back fullback linebacker cornerback receiver forward guard pitcher captain referee
	king queen prince princess duke duchess earl baron lord lady sir dame pope cardinal archbishop bishop reverend rev pastor imam rabbi sheikh emir sultan emperor ayatollah
	actor actress singer author writer director producer comedian rapper presenter host journalist reporter correspondent editor columnist analyst economist scientist researcher engineer architect artist designer photographer activist astronaut model
	mp mep mla msp mec pm fm congressperson lawmaker tsar czar envoy`)
	// honorifics stand before a name and are no role.
	honorifics = enWords(`mr mrs ms miss mx dr sir dame lord lady prof professor rev reverend fr hon datuk dato seri sri tan tun puan haji hajj encik cik ustaz shri smt madam mme monsieur herr frau señor don`)
	// qualifiersEn may stand in a title before its last word.
	qualifiersEn = enWords(`prime vice deputy acting interim former ex foreign finance home interior defence defense health education trade culture environment energy transport transportation communications information justice labor labour press general attorney district state federal national chief executive managing senior junior assistant associate first second lord chancellor treasury shadow opposition majority minority house senate democratic republican party campaign communications economy commerce agriculture development social works public police fire department head team group editor-in-chief co lead principal political technology operations financial marketing creative art research science medical surgeon bishop crown supreme leader special ambassador permanent under investment industry digital housing water sports youth women planning local government cooperative governance`)
	// said are verbs that a speaker goes with.
	said = enWords(`said says say saying told tells added adds announced asked claimed claims argued argues wrote writes tweeted explained noted insisted warned stated stressed confirmed denied admitted recalled suggested believes thinks urged called pledged vowed replied responded acknowledged emphasised emphasized clarified joked quipped commented testified tweeted posted`)
	// personCues stand right before the name of a person.
	personCues = enWords(`spokesman spokeswoman spokesperson director manager coach captain actor actress singer author writer rapper comedian journalist reporter analyst economist professor lawyer attorney judge officer detective pastor founder co-founder chairman wife husband son daughter brother sister mother father girlfriend boyfriend partner uncle aunt cousin widow friend colleague teammate midfielder striker defender goalkeeper quarterback pitcher receiver forward winger player star driver rider golfer boxer sprinter swimmer champion leader boss billionaire businessman businesswoman entrepreneur scientist researcher activist named minister president mayor governor senator congressman congresswoman candidate by historian expert editor host presenter model designer artist photographer veteran resident suspect defendant victim neighbour neighbor`)
	// orgCues stand right before the name of an organisation.
	orgCues = enWords(`company firm group agency organisation organization coalition union association federation university college school hospital broadcaster airline carrier bank magazine newspaper website network startup start-up retailer manufacturer maker automaker carmaker brand platform publisher party team club charity nonprofit ngo outlet giant rival subsidiary parent operator provider conglomerate studio label developer insurer lender brokerage consultancy supermarket daily tabloid think-tank tank militia insurgents militants via app tech`)
	// orgLast end the name of an organisation.
	orgLast = enWords(`university college institute institution school academy seminary hospital clinic laboratory laboratories lab observatory museum gallery library theatre theater orchestra
	agency authority department ministry office bureau commission committee council board court tribunal parliament assembly congress senate legislature cabinet secretariat directorate inspectorate administration government police constabulary army navy corps guard forces force command
	association federation union league alliance coalition society foundation trust fund network movement front organization organisation party brotherhood confederation consortium initiative campaign
	inc corp corporation co company companies ltd limited llc llp plc gmbh ag sa nv group holdings holding partners enterprises industries ventures capital investments securities bank bancorp insurance financial technologies technology systems software solutions studios studio pictures entertainment records media communications broadcasting publishing press news times post journal herald tribune gazette chronicle telegraph mirror observer magazine review
	airlines airways airline aviation motors motor automotive electric electronics energy petroleum oil gas pharmaceuticals pharma biotech therapeutics foods brewery restaurants hotels resorts stores supermarkets
	club fc afc united rovers wanderers athletic giants warriors athletics team service services center centre program programme taskforce panel unit watch project`)
	// orgFirst begin the name of an organisation that goes on with of or for.
	orgFirst = enWords(`university college institute school academy ministry department bank bureau office board council commission committee court association federation union league society church centre center centers centres agency authority house chamber organization organisation confederation museum bureau directorate national international royal american european british central general world civil social democratic people's administration service congress foundation fund`)
	// placeLast end the name of a place.
	placeLast = enWords(`river lake lakes mountain mountains hills hill valley island islands isle bay gulf sea ocean strait channel coast beach peninsula cape canyon desert forest falls creek county parish province state city town village township district territory region park airport harbour harbor port bridge square stadium arena palace castle cathedral abbey heights springs plains basin canal reef glacier volcano coliseum memorial gardens garden dome speedway racecourse zoo`)
	// demonyms are adjectives of places, and what people are called by them: no
	// name themselves.
	demonyms = enWords(`american americans british briton britons english englishman scottish scots welsh irish french german germans italian italians spanish portuguese dutch belgian belgians swiss austrian austrians swedish swedes norwegian norwegians danish danes finnish finns icelandic polish poles czech czechs slovak slovaks hungarian hungarians romanian romanians bulgarian bulgarians greek greeks turkish turks russian russians ukrainian ukrainians belarusian belarusians lithuanian latvian estonian moldovan georgian georgians armenian armenians azerbaijani kazakh uzbek tajik turkmen kyrgyz chinese japanese korean koreans taiwanese mongolian vietnamese thai cambodian laotian burmese malaysian malaysians indonesian indonesians filipino filipinos singaporean indian indians pakistani pakistanis bangladeshi nepali nepalese sri-lankan afghan afghans iranian iranians iraqi iraqis syrian syrians lebanese jordanian israeli israelis palestinian palestinians saudi saudis yemeni yemenis omani emirati qatari kuwaiti bahraini egyptian egyptians libyan tunisian algerian moroccan sudanese ethiopian ethiopians eritrean somali somalis kenyan kenyans ugandan tanzanian rwandan congolese nigerian nigerians ghanaian senegalese ivorian malian cameroonian angolan zambian zimbabwean namibian botswanan mozambican african africans asian asians european europeans arab arabs latino latinos hispanic canadian canadians mexican mexicans cuban cubans haitian jamaican dominican colombian colombians venezuelan venezuelans brazilian brazilians argentine argentines argentinian chilean peruvian bolivian ecuadorian uruguayan paraguayan australian australians kiwi zealander zealanders fijian samoan kurdish kurds muslim muslims islamic islamist christian christians catholic catholics jewish jews hindu hindus buddhist sikh protestant orthodox sunni shia shiite soviet nazi communist western eastern northern southern republican republicans democrat democrats democratic conservative liberal tory labour californian texan londoner parisian`)
	// calendar are names of days and months, and other capitalised words that
	// name nothing here.
	calendar = enWords(`monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december jan feb mar apr jun jul aug sept sep oct nov dec christmas easter ramadan thanksgiving halloween i i'm i've i'll i'd ok tv covid covid-19 ceo gdp ai dna hiv aids usb suv pdf url gps dvd cd pc faq q&a am pm est gmt bst english internet god christ jesus allah bible earth mr mrs ms`)
	// openers open a sentence before a name and are none of it.
	openers = enWords(`the a an in on at for of from with by as if when while after before since under over during but and or so yet then this that these those our his her its their my your former new old many most some all both two three several according another other every each what why how who where is are was were do does did can could will would should may might let has have had not no even only just also still now here there meanwhile however despite although because until against between among about through without within inside outside like unlike including following based led backed`)
	// creditSigns tell the credit of a picture, which names none of the story.
	creditSigns = strings.Split("getty images|ap photo|photo by|photo:|photograph:|picture:|pictures:|image:|image credit|photo credit|shutterstock|via reuters", "|")
	// joiners join the parts of a name in lower case.
	joinersOrg    = enWords(`of for the and in on & at`)
	joinersPerson = enWords(`de da di del della dos das du la le van von der den ter bin ibn al el ben y e`)
	// locate stand before a place.
	locate = enWords(`in at from near to across around through throughout outside inside toward towards into over via between of for leave left visit visiting visited reach entering off`)
	// inside stand before a place and no team.
	inside = enWords(`in near`)
	// streetLast end the name of a road, which is no row.
	streetLast = enWords(`street road avenue lane drive boulevard highway way court route motorway freeway st ave rd blvd interstate`)
)
