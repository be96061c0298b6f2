const plain = { team_id: null, role: null };

/** What follows when somebody reports that a thing of ours may be dangerous. */
export const demoChecklist = {
  name: 'Meldung zur Sicherheit',
  items: [
    { ...plain, title: 'Kontakt gebeten, das Gerät nicht mehr zu benutzen', due_after_hours: 2 },
    { ...plain, title: 'Seriennummer und Bild liegen vor', due_after_hours: 24 },
    { ...plain, title: 'Gerät wird abgeholt, Ersatz ist unterwegs', due_after_hours: 24 },
    { ...plain, title: 'Entwicklung hat das Gerät untersucht', due_after_hours: 120 },
    { ...plain, title: 'Ergebnis dem Kontakt erklärt', due_after_hours: 168 },
  ],
};
