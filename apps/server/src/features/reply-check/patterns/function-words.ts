import { words, type WordSet } from '../engine/match-words.ts';
import type { TextLanguage } from '../engine/checked-text.ts';

/** Words that carry no meaning of their own. */
export const functionWords: Record<TextLanguage, WordSet> = {
  en: words(
    "the a an and or but if so to of in on at by for from with without as that this these those 's",
    'it its is are was were be been being am i we you they he she me us them him her my our your',
    'their his not no do does did have has had will would can could should may might must shall',
    'there here what which who whom when where why how than then too very just only also more most',
    'some any all each about into over under up down out off again still yet now because while',
    'please kindly such same own other another both between during before after get got let re',
  ),
  de: words(
    'der die das den dem des ein eine einen einem einer eines und oder aber wenn falls ob dass so',
    'zu zum zur von vom in im ins an am auf aus bei beim mit nach ueber unter vor fuer durch um',
    'als wie es ist sind war waren sein bin seid wird werden wurde wurden worden habe haben hat',
    'hatte hatten hab ich wir sie du ihr er man mich mir uns dich dir euch ihnen ihm ihn mein',
    'meine meiner meinen unser unsere unserer unseren ihre ihrem ihren ihres dein deine deinen',
    'euer eure nicht kein keine keinen ja nein doch noch schon nur auch sehr mehr da dort hier',
    'dann denn weil was wer wo wann warum welche welcher welches dieser diese dieses diesem diesen',
    'sich selbst kann koennen koennte muss muessen soll sollen sollte darf duerfen will wollen',
    'wuerde wuerden moechte moechten bitte mal bereits gerne gern dazu dafuer davon damit daher',
    'jetzt nun einmal immer etwas alle alles andere anderen ohne gegen bis seit waehrend zwischen',
  ),
};
