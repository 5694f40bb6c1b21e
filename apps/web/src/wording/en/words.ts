import type { Formats } from '../formats.ts'
import { enAccount } from './account.ts'
import { points } from './points.ts'
import { enWriting } from './writing.ts'

/**
 * Every sentence of the client, in English. Keys say what the words are for, not where they stand.
 *
 * To add one, give it a key here (or in `account.ts`, `writing.ts`) and under the same key in `ar`, `de`, `ja` and
 * `pt-br` beside this folder: the compiler names whoever lacks it. What has numbers takes `formats` last:
 * `formats.plural(count, { one: '# message', other: '# messages' })`. Sentences are whole, never glued from parts.
 */
export const en = {
  ...enAccount,
  ...enWriting,
  product: 'Pennypost',
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  retry: 'Retry',
  delete: 'Delete',
  loading: 'Loading',
  back: 'Back to conversations',
  pageTitle: (unread: number, place: string | null, formats: Formats) =>
    `${unread > 0 ? `(${formats.number(unread)}) ` : ''}${place === null ? '' : `${place} · `}Pennypost`,

  places: { messages: 'Messages', wallet: 'Wallet', settings: 'Settings' },
  waitsForConnection: 'This waits for a connection.',
  serverDown: 'The post office is closed',
  serverDownWhy: 'The server cannot be reached. What you have written is kept on this device.',
  broken: 'This part stopped working',
  brokenWhy: 'The rest still works. Trying again usually helps.',
  requestId: (id: string) => `Request ${id}`,
  notFound: 'No such page',
  notFoundWhy: 'The address may be mistyped.',
  toMessages: 'Go to messages',

  connection: {
    label: 'Connection',
    connecting: 'Connecting…',
    offline: 'You are offline. What you send is kept and goes out later.',
    reconnecting: (seconds: number | null, formats: Formats) =>
      seconds === null || seconds <= 0
        ? 'Connection lost. Trying again…'
        : `Connection lost. Trying again in ${formats.number(seconds)} s.`,
    unauthorised: 'You have been signed out.',
    tryNow: 'Try now',
    signInAgain: 'Sign in again',
  },

  quota: {
    label: 'Quota',
    freeLeft: (left: number, formats: Formats) =>
      formats.plural(left, { one: '# free message left today', other: '# free messages left today' }),
    noneLeft: 'No free messages left today',
    points,
    resets: (time: string) => `New day at ${time}`,
    unknown: 'Counting your free messages…',
  },

  conversations: {
    label: 'Conversations',
    new: 'New conversation',
    unread: (count: number, formats: Formats) => `${formats.number(count)} unread`,
    manyUnread: '999+',
    draft: 'Draft:',
    failed: 'Not sent',
    typing: 'typing…',
    typingName: (name: string) => `${name} is typing…`,
    you: 'You:',
    noMessages: 'No messages yet',
    empty: 'No conversations yet',
    emptyWhy: 'Find somebody by name or email and write the first line.',
    none: 'Pick a conversation',
    noneWhy: 'Or start a new one. Ctrl+/ lists the keys that move you around.',
    more: 'Show older conversations',
    nobody: 'Nobody else',
  },

  thread: {
    region: (name: string) => `Conversation with ${name}`,
    messages: 'Messages',
    details: 'Details',
    unread: 'New messages',
    toUnread: 'To the first new message',
    jumpToLatest: 'Jump to latest',
    unseen: (count: number, formats: Formats) =>
      formats.plural(count, { one: '# new message', other: '# new messages' }),
    pageFailed: 'More messages did not come. Retry',
    empty: 'Nothing written yet',
    emptyWhy: 'The first line is the hardest.',
    emptyDisappearing: 'Messages here disappear',
    emptyDisappearingWhy: (lifetime: string) => `Each one is gone ${lifetime} after it was sent.`,
    emptyNow: 'No messages here now',
    emptyNowWhy: 'Those that were set to disappear are gone once their time is up.',
    deleted: 'This message was deleted',
    notFound: 'This conversation is not here',
    notFoundWhy: 'It may never have existed, or you may no longer be part of it.',
    linkedGone: 'That message is no longer here.',
    people: (count: number, formats: Formats) =>
      formats.plural(count, { one: '# person', other: '# people' }),
    you: 'You',
    someone: 'Someone',
    typing: (names: string[], formats: Formats) =>
      names.length > 2
        ? 'Several people are typing'
        : `${formats.list(names)} ${names.length === 1 ? 'is' : 'are'} typing`,
    announce: (name: string, content: string, time: string) => `${name}: ${content}, ${time}`,
    announceMany: (count: number, formats: Formats) =>
      formats.plural(count, { one: '# new message', other: '# new messages' }),
  },

  newConversation: {
    heading: 'New conversation',
    search: 'Find people',
    searchHint: 'By name, or by their whole email address.',
    results: 'People found',
    nobody: 'Nobody found by that name.',
    failed: 'The search did not work. Try again.',
    picked: 'Picked',
    remove: (name: string) => `Leave ${name} out`,
    title: 'Title of the group',
    titleMissing: 'A group needs a title.',
    nobodyPicked: 'Pick at least one person.',
    start: 'Start conversation',
    startWith: (name: string) => `Write to ${name}`,
    startGroup: 'Create group',
    startFor: (price: number, formats: Formats) => `Open for ${points(price, formats)}`,
    priceIs: (price: number, formats: Formats) =>
      `Opening this conversation costs ${points(price, formats)}.`,
    faults: {
      NOT_ALLOWED: 'You cannot start a conversation with this person.',
      NOT_ENOUGH_POINTS: 'You do not have enough points to open this conversation.',
      other: 'The conversation could not be started. Try again.',
    },
  },

  details: {
    heading: 'Details',
    people: 'People',
    owner: 'Owner',
    you: 'you',
    add: 'Add people',
    addPicked: 'Add',
    remove: (name: string) => `Remove ${name}`,
    titleFault: 'Between 1 and 120 characters.',
    removeSure: 'Remove this person? They will no longer see what is written here.',
    rename: 'Title',
    expiry: 'New messages disappear after',
    leave: 'Leave group',
    leaveSure: 'Leave this group? You will no longer see what is written here.',
    stay: 'Stay',
    block: (name: string) => `Block ${name}`,
    blockSure: 'Neither of you can write to the other until you unblock. What was written stays.',
    unblock: (name: string) => `Unblock ${name}`,
    blocked: (name: string) => `${name} is blocked.`,
    unblocked: (name: string) => `${name} is no longer blocked.`,
    failed: 'That did not work. Try again.',
    more: 'Show more people',
  },

  shortcuts: {
    heading: 'Keyboard shortcuts',
    previousConversation: 'Conversation above',
    nextConversation: 'Conversation below',
    previousUnread: 'Unread conversation above',
    nextUnread: 'Unread conversation below',
    previousMessage: 'Message above',
    nextMessage: 'Message below',
    firstMessage: 'Oldest message',
    lastMessage: 'Newest message',
    messageActions: 'What can be done with a message',
    nextPart: 'Next part of the window',
    previousPart: 'Previous part of the window',
    newConversation: 'New conversation',
    write: 'Back to the message you write',
    sheet: 'This list',
  },
}
