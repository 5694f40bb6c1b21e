import type { Words } from '../use-words.ts'
import { deAccount } from './account.ts'
import { points } from './points.ts'
import { deWriting } from './writing.ts'

/** Every sentence of the client, in German. */
export const de: Words = {
  ...deAccount,
  ...deWriting,
  product: 'Pennypost',
  close: 'Schließen',
  cancel: 'Abbrechen',
  save: 'Speichern',
  retry: 'Noch einmal',
  delete: 'Löschen',
  loading: 'Wird geladen',
  back: 'Zurück zu den Unterhaltungen',
  pageTitle: (unread, place, formats) =>
    `${unread > 0 ? `(${formats.number(unread)}) ` : ''}${place === null ? '' : `${place} · `}Pennypost`,

  places: { messages: 'Nachrichten', wallet: 'Guthaben', settings: 'Einstellungen' },
  waitsForConnection: 'Das wartet auf eine Verbindung.',
  serverDown: 'Das Postamt hat geschlossen',
  serverDownWhy: 'Der Server ist nicht erreichbar. Was du geschrieben hast, bleibt auf diesem Gerät.',
  broken: 'Dieser Teil geht gerade nicht',
  brokenWhy: 'Der Rest läuft weiter. Noch einmal versuchen hilft meistens.',
  requestId: (id) => `Anfrage ${id}`,
  notFound: 'Diese Seite gibt es nicht',
  notFoundWhy: 'Vielleicht ist die Adresse vertippt.',
  toMessages: 'Zu den Nachrichten',

  connection: {
    label: 'Verbindung',
    connecting: 'Wird verbunden …',
    offline: 'Du bist offline. Was du sendest, wird aufgehoben und geht später raus.',
    reconnecting: (seconds, formats) =>
      seconds === null || seconds <= 0
        ? 'Verbindung verloren. Neuer Versuch …'
        : `Verbindung verloren. Neuer Versuch in ${formats.number(seconds)} s.`,
    unauthorised: 'Du wurdest abgemeldet.',
    tryNow: 'Jetzt versuchen',
    signInAgain: 'Wieder anmelden',
  },

  quota: {
    label: 'Kontingent',
    freeLeft: (left, formats) =>
      formats.plural(left, { one: 'Heute noch # freie Nachricht', other: 'Heute noch # freie Nachrichten' }),
    noneLeft: 'Heute keine freie Nachricht mehr',
    points,
    resets: (time) => `Neuer Tag um ${time}`,
    unknown: 'Freie Nachrichten werden gezählt …',
  },

  conversations: {
    label: 'Unterhaltungen',
    new: 'Neue Unterhaltung',
    unread: (count, formats) => `${formats.number(count)} ungelesen`,
    manyUnread: '999+',
    draft: 'Entwurf:',
    failed: 'Nicht gesendet',
    typing: 'schreibt …',
    typingName: (name) => `${name} schreibt …`,
    you: 'Du:',
    noMessages: 'Noch keine Nachrichten',
    empty: 'Noch keine Unterhaltungen',
    emptyWhy: 'Suche jemanden nach Name oder E-Mail und schreib die erste Zeile.',
    none: 'Wähle eine Unterhaltung',
    noneWhy: 'Oder beginne eine neue. Strg+/ zeigt die Tasten, mit denen du vorankommst.',
    more: 'Ältere Unterhaltungen zeigen',
    nobody: 'Sonst niemand',
  },

  thread: {
    region: (name) => `Unterhaltung mit ${name}`,
    messages: 'Nachrichten',
    details: 'Einzelheiten',
    unread: 'Neue Nachrichten',
    toUnread: 'Zur ersten neuen Nachricht',
    jumpToLatest: 'Zur neuesten',
    unseen: (count, formats) =>
      formats.plural(count, { one: '# neue Nachricht', other: '# neue Nachrichten' }),
    pageFailed: 'Weitere Nachrichten kamen nicht an. Noch einmal',
    empty: 'Noch nichts geschrieben',
    emptyWhy: 'Die erste Zeile ist die schwerste.',
    emptyDisappearing: 'Nachrichten verschwinden hier',
    emptyDisappearingWhy: (lifetime) => `So lange bleibt jede nach dem Senden: ${lifetime}.`,
    emptyNow: 'Gerade keine Nachrichten',
    emptyNowWhy: 'Was verschwinden sollte, ist nach Ablauf seiner Zeit weg.',
    deleted: 'Diese Nachricht wurde gelöscht',
    notFound: 'Diese Unterhaltung ist nicht hier',
    notFoundWhy: 'Vielleicht gab es sie nie, oder du gehörst nicht mehr dazu.',
    linkedGone: 'Diese Nachricht gibt es nicht mehr.',
    people: (count, formats) => formats.plural(count, { one: '# Person', other: '# Personen' }),
    you: 'Du',
    someone: 'Jemand',
    typing: (names, formats) =>
      names.length > 2
        ? 'Mehrere schreiben gerade'
        : `${formats.list(names)} ${names.length === 1 ? 'schreibt' : 'schreiben'} gerade`,
    announce: (name, content, time) => `${name}: ${content}, ${time}`,
    announceMany: (count, formats) =>
      formats.plural(count, { one: '# neue Nachricht', other: '# neue Nachrichten' }),
  },

  newConversation: {
    heading: 'Neue Unterhaltung',
    search: 'Leute finden',
    searchHint: 'Nach Namen oder mit der ganzen E-Mail-Adresse.',
    results: 'Gefundene Leute',
    nobody: 'Unter diesem Namen wurde niemand gefunden.',
    failed: 'Die Suche hat nicht geklappt. Versuche es noch einmal.',
    picked: 'Ausgewählt',
    remove: (name) => `${name} weglassen`,
    title: 'Titel der Gruppe',
    titleMissing: 'Eine Gruppe braucht einen Titel.',
    nobodyPicked: 'Wähle mindestens eine Person.',
    start: 'Unterhaltung beginnen',
    startWith: (name) => `${name} schreiben`,
    startGroup: 'Gruppe anlegen',
    startFor: (price, formats) => `Für ${points(price, formats)} beginnen`,
    priceIs: (price, formats) => `Diese Unterhaltung zu beginnen kostet ${points(price, formats)}.`,
    faults: {
      NOT_ALLOWED: 'Mit dieser Person kannst du keine Unterhaltung beginnen.',
      NOT_ENOUGH_POINTS: 'Du hast zu wenig Punkte, um diese Unterhaltung zu beginnen.',
      other: 'Die Unterhaltung konnte nicht begonnen werden. Versuche es noch einmal.',
    },
  },

  details: {
    heading: 'Einzelheiten',
    people: 'Leute',
    owner: 'Besitzer',
    you: 'du',
    add: 'Leute hinzufügen',
    addPicked: 'Hinzufügen',
    remove: (name) => `${name} entfernen`,
    titleFault: 'Zwischen 1 und 120 Zeichen.',
    removeSure: 'Diese Person entfernen? Sie sieht dann nicht mehr, was hier geschrieben wird.',
    rename: 'Titel',
    expiry: 'Neue Nachrichten verschwinden nach',
    leave: 'Gruppe verlassen',
    leaveSure: 'Diese Gruppe verlassen? Du siehst dann nicht mehr, was hier geschrieben wird.',
    stay: 'Bleiben',
    block: (name) => `${name} blockieren`,
    blockSure:
      'Keiner von euch kann dem anderen schreiben, bis du das aufhebst. Was geschrieben ist, bleibt.',
    unblock: (name) => `${name} nicht mehr blockieren`,
    blocked: (name) => `${name} ist blockiert.`,
    unblocked: (name) => `${name} ist nicht mehr blockiert.`,
    failed: 'Das hat nicht geklappt. Versuche es noch einmal.',
    more: 'Mehr Leute zeigen',
  },

  shortcuts: {
    heading: 'Tastenkürzel',
    previousConversation: 'Unterhaltung darüber',
    nextConversation: 'Unterhaltung darunter',
    previousUnread: 'Ungelesene Unterhaltung darüber',
    nextUnread: 'Ungelesene Unterhaltung darunter',
    previousMessage: 'Nachricht darüber',
    nextMessage: 'Nachricht darunter',
    firstMessage: 'Älteste Nachricht',
    lastMessage: 'Neueste Nachricht',
    messageActions: 'Was sich mit einer Nachricht tun lässt',
    nextPart: 'Nächster Teil des Fensters',
    previousPart: 'Voriger Teil des Fensters',
    newConversation: 'Neue Unterhaltung',
    write: 'Zurück zum Textfeld',
    sheet: 'Diese Liste',
  },
}
