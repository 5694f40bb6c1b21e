import type { Formats } from '../formats.ts'
import { points } from './points.ts'

/** Writing and sending, in English. */
export const enWriting = {
  message: {
    queued: 'Waiting to be sent',
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
    queuedCost: (count: number, free: number, cost: number, formats: Formats) =>
      `${formats.number(count)} waiting: ${formats.number(free)} free, ${points(cost, formats)}`,
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
      noPoints: 'You do not have enough points for this message.',
      blocked: 'Messages between you two are blocked.',
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
