/** When something ends, with the day of the week: people plan by it. */
export function formatUntil(at: string | Date, locale: string, timeZone: string): string {
  return new Intl.DateTimeFormat(locale, {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    hour: '2-digit',
    minute: '2-digit',
  }).format(typeof at === 'string' ? new Date(at) : at);
}
