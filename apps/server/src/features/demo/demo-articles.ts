/** What the firm has answered so often that it wrote it down, in both languages. */
export const demoArticles = [
  {
    locale: 'de',
    title: 'Wasserkocher entkalken',
    text: 'Füllen Sie einen halben Liter Wasser und zwei Löffel Zitronensäure ein und lassen Sie beides kalt eine Stunde stehen. Nicht aufkochen: Dabei entsteht ein Belag, der sich schlecht löst.\n\nDanach ausgießen, zweimal mit klarem Wasser aufkochen, fertig. Essig greift die Dichtung an.',
  },
  {
    locale: 'de',
    title: 'Deckel, Filter oder Sockel nachbestellen',
    text: 'Ersatzteile liefern wir, solange ein Gerät verkauft wird, und zehn Jahre danach. Sie brauchen die Typnummer: Sie steht unter dem Sockel und beginnt mit FK.\n\nSchreiben Sie uns Typnummer und Teil; wir nennen Preis und Liefertag, bevor etwas berechnet wird.',
  },
  {
    locale: 'en',
    title: 'Descale the kettle',
    text: 'Fill in half a litre of cold water and two spoons of citric acid and leave it for an hour. Do not boil it: that makes a coating that is hard to remove.\n\nPour it away, boil clear water twice, done. Vinegar harms the seal.',
  },
  {
    locale: 'en',
    title: 'Order a lid, a filter or a base',
    text: 'We supply spare parts as long as an appliance is sold and ten years after. You need the type number: it stands below the base and begins with FK.\n\nWrite to us with the type number and the part; we tell you the price and the day of delivery before anything is charged.',
  },
] as const;
