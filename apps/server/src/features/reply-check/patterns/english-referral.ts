import { steps, words } from '../engine/match-words.ts';
import type { ReferralPatterns, RequestVerb } from './referral-patterns.ts';

const reach = ['place', 'channel', 'address', 'them'] as const;

const verbs: RequestVerb[] = [
  { forms: words('dm pm dming pming'), self: 3 },
  {
    forms: words('call ring phone email text whatsapp fax tweet calling phoning emailing texting'),
    us: 2,
  },
  { forms: words('telephone dial message mail messaging mailing telephoning'), us: 2 },
  { forms: words('contact contacting approach approaching consult consulting'), us: 1.2 },
  { forms: words('write writing'), with: words('to us them at via'), us: 1.5 },
  {
    forms: words('speak speaking talk talking chat chatting liaise liaising connect connecting'),
    with: words('to with via over on'),
    us: 1.5,
  },
  { forms: words('check checking follow clarify confirm arrange discuss'), with: words('with') },
  { forms: words('inquire enquire inquiring enquiring ask asking'), aims: ['place', 'them'] },
  { forms: words('reach reaching'), with: words('out'), us: 1.2 },
  { forms: words('reach reaching'), us: 1.5 },
  { forms: words('get getting'), with: words('touch contact hold'), us: 1.2 },
  { forms: words('turn refer'), with: words('to') },
  {
    forms: words('visit go head come swing navigate browse visiting going heading'),
    aims: ['place', 'channel', 'address'],
  },
  { forms: words('pop stop drop'), with: words('by in into'), aims: ['place'] },
  { forms: words('see consult'), aims: ['channel'] },
  {
    forms: words('submit fill complete file lodge raise open log report register apply use start'),
    with: words(
      'form ticket claim complaint request portal website online team department via through ' +
        'at with to hotline chat enquiry inquiry',
    ),
    aims: reach,
  },
  { forms: words('submitting filling completing filing using applying'), aims: reach },
  {
    forms: words('send sending shoot drop give pop slide'),
    with: words('dm message pm messages'),
    self: 3,
  },
  {
    forms: words('send sending shoot drop give pop'),
    with: words('email mail call ring shout text fax'),
    us: 2.5,
    self: 2.2,
  },
  { forms: words('send sending forward share provide return'), aims: ['address', 'channel'] },
  {
    forms: words('direct address redirect report take raise'),
    with: words('to with up'),
    aims: reach,
  },
  { forms: words('drop'), with: words('line note'), self: 2.2 },
  { forms: words('post posting join meet find catch'), aims: ['channel', 'address'] },
  { forms: words('try trying'), aims: ['place', 'channel'] },
  { forms: words('log login sign'), with: words('online portal website'), self: 1.5 },
];

const places = words(
  'department departments dept office offices authority authorities agency council municipality',
  'team teams support retailer retailers seller sellers dealer dealers merchant manufacturer',
  'manufacturers vendor supplier provider carrier carriers courier couriers bank insurer insurance',
  'airline airport hotel landlord embassy consulate registry workshop branch branches store stores',
  'shop shops reseller distributor garage billing sales complaints legal hr colleague colleagues',
  'specialists specialist experts expert representative representatives rep reps agent agents',
  'desk reception concierge front ombudsman operator court police ministry bureau centre center',
  'partner partners franchise location locations headquarters accounts accounting admissions',
  'secretary janitor caretaker owner admin administrator operations baggage reservations lender',
  'warehouse depot dhl ups fedex usps hermes dpd paypal klarna amazon ebay google apple',
  'microsoft samsung hmrc irs dvla dmv employer utility utilities engineering trustee university',
  'maker brand developer publisher issuer underwriter broker adviser advisor solicitor property',
  'plumber electrician handyman handler council dealership dealerships health mediation institute faculty network union',
  'services relations care guys folks people someone somebody district county city state',
);

const channels = words(
  'hotline helpline phone telephone helpdesk form forms website websites webpage site page pages',
  'faq faqs portal forum community chat app dm pm inbox messenger whatsapp facebook twitter',
  'instagram profile bio link number line lines switchboard webform webchat livechat online',
  'email section url homepage callcentre callcenter writing person account counter footer base tool',
  'directly-in-store instore guide article articles knowledgebase t&cs handle message messages',
);

/** English requests, aims and exceptions. */
export const englishReferral: ReferralPatterns = {
  verbs,
  places,
  placeEndings: [],
  channels,
  channelEndings: [],
  noAim: words(''),
  them: words('them him her'),
  us: words('us me'),
  you: words('you'),
  safe: words(
    'doctor doctors gp physician 112 911 999 110 116117 116 ambulance paramedics firefighters vet',
    'emergency poison hospital dentist pharmacist therapist samaritans lifeline 988',
  ),
  disclaimers: [
    steps('0|not never', '3|responsible liable'),
    steps('0|not', '2|handle deal administer manage cover'),
    steps('0|not unable', '2|able', '3|help assist look', '6|here twitter social via'),
    steps('0|unable', '2|help assist access discuss resolve', '9|here twitter social via over'),
    steps('0|not', '4|access', '9|here twitter social media from'),
    steps('0|not', '1|have', '5|access', '10|team we twitter social here us end'),
    steps('0|outside beyond', '2|remit scope responsibility jurisdiction hands area'),
    steps('0|out', '1|of', '1|our my', '1|hands scope remit'),
    steps('0|wrong different separate another', '1|department team office desk branch agency'),
    steps('0|not', '2|something anything', '4|we i', '4|help do handle assist change resolve'),
    steps('0|not', '1|our my', '3|responsibility remit department area'),
    steps('0|not', '3|right correct', '2|department team office place person contact'),
    steps('0|only', '3|be', '2|done made handled dealt answered resolved', '4|by via in at over'),
    steps('0|no', '1|longer', '2|responsible handle'),
    steps('0|lies falls rests sits', '1|with', '4|authority department office manufacturer team'),
    steps('0|matter issue question one', '1|for between', '2|the your yourself you'),
  ],
  responsibles: [
    steps('0|responsible'),
    steps('0|handles oversees handle oversee'),
    steps('0|deals deal', '1|with'),
    steps('0|charge', '1|of'),
    steps('0|handled dealt processed looked managed dispatched answered resolved', '2|by with'),
    steps('0|best better', '1|placed suited equipped positioned'),
    steps('0|can could will able happy', '3|help assist advise answer'),
    steps('0|right correct first best', '1|contact place person address people port team'),
    steps('0|point', '1|of', '1|contact'),
  ],
  pointers: [
    steps('0|available open', '3|at on via under by'),
    steps('0|found', '3|at on here in under via'),
    steps('0|you', '2|find', '8|at on here in under via'),
    steps('0|more further full additional', '1|information details help', '5|at on here via'),
    steps('0|information details', '2|here at on'),
    steps('0|here', '1|is', '4|number link form website page'),
    steps('0|link', '1|to'),
    steps('0|articles article guide guides collection instructions', '7|in on at'),
  ],
  passives: [
    steps(
      '0|must should needs need has have can may',
      '3|be',
      '2|made submitted sent directed addressed reported requested handled done arranged raised ' +
        'lodged filed processed taken resolved sorted booked cancelled changed answered completed',
      '7|by via through to at on with in using over from',
    ),
    steps(
      '0|are is',
      '1|to',
      '1|be',
      '1|addressed directed raised made sent submitted taken',
      '3|to with by via at',
    ),
    steps(
      '0|are is',
      '1|made submitted sent directed addressed reported requested asked advised required',
      '5|by via through to contact call',
    ),
  ],
  prepositions: words('in on at via through by with to from under using over into'),
  exclusive: [
    steps('0|only solely exclusively', '5|by via through at in with from over on online'),
  ],
  receiving: words(
    'receive get reply return back keep bring collect wait hear expect see attached enclosed',
    'receiving pick',
  ),
  whereabouts: [
    steps('0|where'),
    steps('0|how', '1|do can to could should', '2|i we you'),
    steps('0|who whom', '5|contact call ask write speak talk email'),
    steps('0|which what', '2|number form page address office site link website'),
    steps('0|is', '1|there', '8|form page number link address'),
  ],
  vast: words(
    'faq faqs homepage website web home site hotline helpline support center centre portal hub forum',
  ),
  optional: [
    steps('0|alternatively'),
    steps('0|if', '2|prefer rather wish', '8|call contact email speak phone reach chat message'),
    steps('0|if', '2|prefer rather wish'),
    steps('0|if', '2|like want', '4|more'),
    steps('0|you', '1|can could may', '1|also always'),
    steps('0|also', '1|call contact email reach'),
    steps('0|feel', '1|free'),
    steps('0|happy welcome', '2|to'),
    steps('0|hesitate'),
    steps('0|if', '3|urgent sooner quicker faster easier wrong goes arise changes'),
    steps('0|should', '1|you it anything'),
    steps('0|optional optionally'),
    steps('0|in', '1|the', '1|meantime meanwhile'),
  ],
  conditional: [
    steps('0|if should', '4|any further other more additional anything still', '3|question'),
    steps(
      '0|if should',
      '6|questions question queries query concerns problems issues trouble difficulties',
    ),
    steps('0|if should', '4|need require want', '3|further more additional any other anything'),
    steps('0|if', '2|anything something', '2|else more'),
    steps('0|any', '1|other further more additional', '2|questions queries concerns help'),
    steps('0|for', '1|any', '1|other further'),
    steps('0|anything', '1|else'),
  ],
  statutory: [
    steps('0|arbitration ombudsman dispute adr odr conciliation'),
    steps('0|withdrawal cancellation', '3|right period form policy instructions'),
    steps('0|right', '1|of to', '1|withdrawal withdraw cancel appeal object'),
    steps('0|data', '1|protection', '2|officer authority'),
    steps('0|supervisory', '1|authority'),
    steps('0|tribunal'),
    steps('0|appeal', '8|within'),
  ],
  arranged: [
    steps('0|appointment slot reservation table', '6|booked reserved made arranged you confirmed'),
    steps('0|booked reserved arranged', '5|appointment slot you'),
    steps('0|expecting expects', '1|you'),
    steps('0|waiting ready set', '3|for', '1|you'),
  ],
};
