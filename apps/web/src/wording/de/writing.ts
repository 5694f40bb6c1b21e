import type { Words } from '../use-words.ts'
import { points } from './points.ts'

/** Writing and sending, in German. */
export const deWriting: Pick<Words, 'message' | 'outbox' | 'composer' | 'expiry'> = {
  message: {
    queued: 'Wartet auf den Versand',
    queuedBehind: 'Wartet auf die darüber, die nicht gesendet wurde',
    expired: 'Die Zeit war um, bevor sie gesendet werden konnte.',
    sending: 'Wird gesendet',
    sent: 'Gesendet',
    read: 'Gelesen',
    readAt: (time) => `Gelesen um ${time}`,
    readBy: (names, formats) => `Gelesen von ${formats.list(names)}`,
    disappears: (when) => `Verschwindet: ${when}`,
    left: (amount) => `noch ${amount}`,
    failures: {
      NOT_ENOUGH_POINTS: 'Nicht gesendet: zu wenig Punkte.',
      PRICE_ABOVE_MAX: 'Nicht gesendet: Der Preis hat sich geändert. Sieh ihn dir an und sende noch einmal.',
      NOT_FOUND: 'Nicht gesendet: Du gehörst nicht mehr zu dieser Unterhaltung.',
      ID_REUSED: 'Nicht gesendet: Die Kennung ist schon für etwas anderes vergeben.',
      INVALID_INPUT: 'Nicht gesendet: Der Server konnte diesen Text nicht annehmen.',
      RATE_LIMITED: 'Nicht gesendet: zu viel auf einmal. Warte einen Moment.',
      NOT_ALLOWED: 'Nicht gesendet: Du kannst dieser Person nicht schreiben.',
      NOT_SIGNED_IN: 'Nicht gesendet: Du wurdest abgemeldet.',
      other: 'Nicht gesendet: Etwas ist schiefgegangen.',
    },
    notEnough: (price, balance, formats) =>
      `Nicht gesendet: Sie kostet ${points(price, formats)}, du hast ${formats.number(balance)}.`,
    edit: 'Bearbeiten',
    readers: 'Gelesen von',
    actions: 'Aktionen für die Nachricht',
    copyText: 'Text kopieren',
    copyLink: 'Link kopieren',
    copied: 'Kopiert',
    copyFailed: 'Das ließ sich nicht kopieren.',
  },

  outbox: {
    heading: 'Postausgang',
    waiting: (count, formats) =>
      formats.plural(count, {
        one: '# Nachricht wartet auf den Versand',
        other: '# Nachrichten warten auf den Versand',
      }),
    failed: (count, formats) =>
      formats.plural(count, { one: '# Nachricht nicht gesendet', other: '# Nachrichten nicht gesendet' }),
    empty: 'Alles ist gesendet.',
    retryAll: 'Alle noch einmal senden',
    to: (name) => `An ${name}`,
  },

  composer: {
    label: 'Nachricht',
    placeholder: 'Nachricht schreiben',
    send: 'Senden',
    sendFree: 'Senden, kostet nichts',
    sendFor: (price, formats) => `Für ${points(price, formats)} senden`,
    freeLeft: (left, formats) => `Frei · heute noch ${formats.number(left)}`,
    cost: (price, balance, formats) => `${points(price, formats)} · Stand ${formats.number(balance)}`,
    short: (price, balance, formats) =>
      `Zu wenig Punkte (nötig ${formats.number(price)}, vorhanden ${formats.number(balance)})`,
    queuedCost: (count, parts, formats) => `${formats.number(count)} warten: ${parts.join(', ')}`,
    queuedFree: (free, formats) => `${formats.number(free)} frei`,
    queuedPaid: (paid, price, formats) => `${formats.number(paid)} × ${points(price, formats)}`,
    topUp: 'Punkte holen',
    waitFor: (time) => `Wieder frei um ${time}`,
    priceUnknown: 'Der Preis wird ermittelt …',
    agree: (price, formats) =>
      `Die freien Nachrichten für heute sind verbraucht. Diese kostet ${points(price, formats)}. Drücke noch einmal auf Senden, wenn du einverstanden bist; das gilt für heute.`,
    notNow: 'Jetzt nicht',
    reasons: {
      empty: 'Schreib erst etwas.',
      tooLong: (over, formats) =>
        formats.plural(over, {
          one: '# Zeichen zu viel. Nichts wird abgeschnitten; kürze den Text, um ihn zu senden.',
          other: '# Zeichen zu viel. Nichts wird abgeschnitten; kürze den Text, um ihn zu senden.',
        }),
      blocked: 'Zwischen euch beiden sind Nachrichten blockiert.',
      blockedByMe: 'Du hast diese Person blockiert. In den Einzelheiten hebst du das auf.',
      loading: 'Der Preis steht noch nicht fest.',
    },
    charactersLeft: (left, formats) => `noch ${formats.number(left)}`,
  },

  expiry: {
    off: 'Verschwinden: aus',
    after: (lifetime) => `Verschwindet nach: ${lifetime}`,
    short: 'Aus',
    heading: 'Verschwindet nach',
    never: 'Aus, sie bleibt',
    custom: 'Andere Dauer',
    amount: 'Wie lange',
    unit: 'Einheit',
    units: { hours: 'Stunden', days: 'Tage', weeks: 'Wochen' },
    lifetimes: {
      hours: (amount, formats) => formats.plural(amount, { one: '# Stunde', other: '# Stunden' }),
      days: (amount, formats) => formats.plural(amount, { one: '# Tag', other: '# Tage' }),
      weeks: (amount, formats) => formats.plural(amount, { one: '# Woche', other: '# Wochen' }),
    },
    customFault: 'Mindestens 1 Stunde, höchstens ein Jahr.',
    asDefault: 'Für jede Nachricht hier',
    isDefault: 'hier üblich',
    failed: 'Das konnte nicht umgestellt werden. Versuche es noch einmal.',
    notOwner: 'In einer Gruppe stellt das nur ihr Besitzer um.',
  },
}
