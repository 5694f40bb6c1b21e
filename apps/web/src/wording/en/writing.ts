import type { Formats } from '../formats.ts'
import { points } from './points.ts'

/** Writing and sending, in English. */
export const enWriting = {
  message: {
    queued: 'Waiting to be sent',
    queuedBehind: 'Waits for the one above, which was not sent',
    expired: 'It ran out before it could be sent.',
    sending: 'Sending',
    sent: 'Sent',
    read: 'Read',
    readAt: (time: string) => `Read ${time}`,
    readBy: (names: string[], formats: Formats) => `Read by ${formats.list(names)}`,
    disappears: (when: string) => `Disappears ${when}`,
    left: (amount: string) => `${amount} left`,
    failures: {
      NOT_ENOUGH_POINTS: 'Not sent: not enough points.',
      PRICE_ABOVE_MAX: 'Not sent: the price has changed. Look at it and try again.',
      NOT_FOUND: 'Not sent: you are no longer part of this conversation.',
      ID_REUSED: 'Not sent: this was already used for something else.',
      INVALID_INPUT: 'Not sent: the server could not accept this text.',
      RATE_LIMITED: 'Not sent: too many at once. Wait a moment.',
      NOT_ALLOWED: 'Not sent: you cannot write to this person.',
      NOT_SIGNED_IN: 'Not sent: you have been signed out.',
      other: 'Not sent: something went wrong.',
    },
    notEnough: (price: number, balance: number, formats: Formats) =>
      `Not sent: it costs ${points(price, formats)}, you have ${formats.number(balance)}.`,
    edit: 'Edit',
    readers: 'Read by',
    actions: 'Message actions',
    copyText: 'Copy text',
    copyLink: 'Copy link',
    copied: 'Copied',
    copyFailed: 'That could not be copied.',
  },

  outbox: {
    heading: 'Outbox',
    waiting: (count: number, formats: Formats) =>
      formats.plural(count, { one: '# message waiting to be sent', other: '# messages waiting to be sent' }),
    failed: (count: number, formats: Formats) =>
      formats.plural(count, { one: '# message not sent', other: '# messages not sent' }),
    empty: 'Everything has been sent.',
    retryAll: 'Retry all',
    to: (name: string) => `To ${name}`,
  },

  composer: {
    label: 'Message',
    placeholder: 'Write a message',
    send: 'Send',
    sendFree: 'Send, free',
    sendFor: (price: number, formats: Formats) => `Send for ${points(price, formats)}`,
    freeLeft: (left: number, formats: Formats) => `Free · ${formats.number(left)} left today`,
    cost: (price: number, balance: number, formats: Formats) =>
      `${points(price, formats)} · balance ${formats.number(balance)}`,
    short: (price: number, balance: number, formats: Formats) =>
      `Not enough points (need ${formats.number(price)}, have ${formats.number(balance)})`,
    queuedCost: (count: number, parts: string[], formats: Formats) =>
      `${formats.number(count)} queued: ${parts.join(', ')}`,
    queuedFree: (free: number, formats: Formats) => `${formats.number(free)} free`,
    queuedPaid: (paid: number, price: number, formats: Formats) =>
      `${formats.number(paid)} × ${points(price, formats)}`,
    topUp: 'Get points',
    waitFor: (time: string) => `Free again at ${time}`,
    priceUnknown: 'Working out the price…',
    agree: (price: number, formats: Formats) =>
      `Today's free messages are used up. This one costs ${points(price, formats)}. Press Send again to agree; that holds for today.`,
    notNow: 'Not now',
    reasons: {
      empty: 'Write something first.',
      tooLong: (over: number, formats: Formats) =>
        formats.plural(over, {
          one: '# character too many. Nothing is cut off; shorten it to send.',
          other: '# characters too many. Nothing is cut off; shorten it to send.',
        }),
      blocked: 'Messages between you two are blocked.',
      blockedByMe: 'You have blocked this person. Unblock in the details to write.',
      loading: 'The price is not known yet.',
    },
    charactersLeft: (left: number, formats: Formats) => `${formats.number(left)} left`,
  },

  expiry: {
    off: 'Disappears: off',
    after: (lifetime: string) => `Disappears after ${lifetime}`,
    short: 'Off',
    heading: 'Disappears after',
    never: 'Off, it stays',
    custom: 'Another time',
    amount: 'How long',
    unit: 'Unit',
    units: { hours: 'hours', days: 'days', weeks: 'weeks' },
    lifetimes: {
      hours: (amount: number, formats: Formats) =>
        formats.plural(amount, { one: '# hour', other: '# hours' }),
      days: (amount: number, formats: Formats) => formats.plural(amount, { one: '# day', other: '# days' }),
      weeks: (amount: number, formats: Formats) =>
        formats.plural(amount, { one: '# week', other: '# weeks' }),
    },
    customFault: 'At least 1 hour, at most a year.',
    asDefault: 'For every message here',
    isDefault: 'usual here',
    failed: 'The setting could not be changed. Try again.',
    notOwner: 'Only the owner of a group changes this.',
  },
}
