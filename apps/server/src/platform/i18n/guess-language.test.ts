import { expect, test } from 'vitest';
import { guessLanguage } from './guess-language.ts';

const mails: Record<string, readonly string[]> = {
  es: [
    'Buenos días:\n\nMi pedido 10023 todavía no ha llegado. ¿Cuándo puedo esperarlo?\n\nUn saludo,\nCarmen Ruiz',
    'Hola, el hervidor que compré hace dos semanas ya no calienta. Quiero presentar una reclamación.',
    'Les escribo porque la factura que me han enviado no es correcta y nadie contesta al teléfono.',
    'Gracias por su respuesta, pero sigo sin poder entrar en mi cuenta.',
  ],
  pt: [
    'Bom dia,\n\na minha encomenda 10023 ainda não chegou. Quando a posso esperar?\n\nCumprimentos,\nJoão Matos',
    'Olá, o jarro elétrico que comprei há duas semanas já não aquece. Quero apresentar uma reclamação.',
    'Escrevo-vos porque a fatura que me enviaram não está correta e ninguém atende o telefone.',
    'Obrigada pela resposta, mas continuo sem conseguir entrar na minha conta.',
  ],
  de: [
    'Guten Tag,\n\nmeine Bestellung ist noch nicht da. Wann kommt sie?\n\nMit freundlichen Grüßen\nEva Wolf',
    'Hallo, der Kocher heizt nicht mehr, es ist zum Verzweifeln. E-Mail: eva@example.com, o. Ä.',
  ],
  en: [
    'Hello,\n\nmy order has not arrived yet. When will it be here?\n\nBest regards\nSam Young',
    'The invoice you sent me is wrong. Please do not call me, write to o.hara@example.com instead.',
  ],
};

test.each(Object.entries(mails))('who writes in %s is understood to', (language, texts) => {
  expect(texts.map(guessLanguage)).toEqual(texts.map(() => language));
});

test('who writes in a neighbouring language, or next to nothing, is not taken for another', () => {
  const others = [
    'Bonjour, je n’ai pas encore reçu ma commande. Merci de me répondre, les délais sont dépassés.',
    'Buongiorno, il mio ordine non è ancora arrivato. Grazie per la risposta, che aspetto con ansia.',
    'Bon dia, la meva comanda encara no ha arribat i els terminis han passat. Moltes gràcies, és urgent.',
    'Dag, mijn bestelling is nog niet aangekomen. Wanneer komt het? Met vriendelijke groet en dank',
    'Pedido 10023',
    '10023',
    '',
  ];
  expect(others.map(guessLanguage)).toEqual(others.map(() => null));
});
