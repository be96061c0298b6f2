import { steps, words } from '../engine/match-words.ts';
import type { ActPatterns } from './act-patterns.ts';

/** Who of ours does something, and in which words something was done or will be. */
export const englishActs: ActPatterns = {
  ourselves: words('we i'),
  ours: words(
    'team colleague colleagues technician engineer driver courier manager specialist warehouse',
    'department they he she workshop supervisor partner mechanic agent',
  ),
  perfect: words('have has had am are is'),
  future: words('will shall going would'),
  doneEnding: /^[a-z]{2,}ed$/,
  done: words(
    'sent made done put taken given paid spoken found told got set begun written left held bought',
    'brought rebooked fixed cut drawn drew sped found gave sent spoke rang wrote took put chose',
  ),
  vagueDone: words(
    'received noted understood apologised apologized appreciated tried wanted needed asked hoped',
    'seen concerned committed pleased delighted surprised disappointed interested noticed excited',
    'sorry unable able based located related closed dedicated supposed worried saddened loved',
    'limited obliged allowed required forced used',
  ),
  vague: words(
    'look check review investigate see help assist understand apologise apologize appreciate hope',
    'try want like love need work do ensure be let keep update respond reply answer come continue',
    'strive aim endeavour value care take note get make hear have improve escalate discuss follow',
    'know think believe monitor consider',
  ),
  /** The result stands without anybody who did it. */
  results: [
    steps(
      '0|has have',
      '2|been',
      '1|refunded sent shipped fixed cancelled canceled changed booked',
    ),
    steps(
      '0|has have was were is are',
      '2|been now being',
      '2|refunded sent shipped fixed cancelled changed booked resolved credited corrected issued ' +
        'dispatched updated removed replaced repaired processed activated restored unlocked ' +
        'extended waived transferred approved reserved arranged confirmed passed forwarded ' +
        'delivered collected added applied amended reopened upgraded reversed reissued paid',
    ),
    steps('0|was were', '1|refunded sent shipped fixed cancelled credited corrected delivered'),
    steps('0|on', '1|its the their his her', '1|way'),
    steps('0|attaching enclosing'),
    steps('0|is are', '2|fixed sorted resolved ready back working live active unlocked valid'),
    steps('0|works working', '1|again'),
    steps('0|you', '1|will', '3|receive get have be', '8|refund email replacement call parcel'),
    steps('0|attached enclosed'),
  ],
  takeovers: [
    steps(
      '0|have has am are',
      '3|forwarded passed handed transferred escalated raised reported contacted spoken arranged ' +
        'booked opened logged filed submitted informed alerted notified called emailed requested ' +
        'assigned routed referred asked chased instructed',
    ),
    steps('0|we i', '2|forwarded passed handed transferred escalated arranged booked called spoke'),
    steps('0|will', '4|call contact ring phone email', '1|you'),
    steps('0|call calling ring contact', '1|you', '9|by at on tomorrow today within before'),
    steps('0|not', '2|need have', '4|do call contact anything repeat write'),
    steps('0|nothing', '6|do you'),
    steps('0|on', '1|your', '1|behalf'),
    steps('0|for', '1|you', '9|already now'),
  ],
  asks: [
    steps(
      '0|please kindly',
      '4|send confirm provide tell share give let reply attach upload state',
    ),
    steps('0|can could would', '1|you', '5|send confirm provide tell share give let reply attach'),
    steps('0|let', '1|us me', '1|know'),
  ],
  instructs: [
    steps('0|click tap press select choose open hold enter type scroll unplug switch turn restart'),
    steps('0|you', '2|can could', '5|download print track find reset change click use'),
    steps('0|please', '2|restart reset update install reinstall clear delete remove check try'),
  ],
  soothing: words(
    'thank thanks patience understand understanding sorry apologise apologize apologies apology',
    'inconvenience frustration frustrating appreciate feedback important importance experience',
    'valued value happy help assist work working hard improve soon possible look looking contact',
    'contacting reach reaching message concern concerns regret caused hear best customer customers',
    'satisfaction service quality always strive every effort team getting touch bringing attention',
    'taking time letting know loyalty continue continued support wish great nice day hope any',
    'further questions hesitate assure assured rest matter seriously high priority dear issue',
    'problem trouble causing cause hi hello good morning afternoon evening kind regards sincerely',
    'evolving constantly monitoring closely circumstances volume volumes demand busy usual higher stressful',
    'completely standard standards serve better next hugely incredibly guests guest absolutely normal',
    'noted note received receipt enquiry inquiry email request case shortly back get respond reply',
    'unfortunately currently moment aware situation delighted pleased trust understood share truly',
    'attention strive deliver excellent distress upset disappointed disappointing safety highest deal',
    'extremely learn means punctual matters lovely passionate hosts comment comments heart forward',
    'visit gutted awful honest opinion opinions pleasant unpleasant standards expectations meet short',
    'fell brought feelings annoyance annoying understandably recognise recognize concerned saddened',
    'deeply sincere once everything well feel free asap quickly due course handled processed',
  ),
};
