import type { Words } from '../use-words.ts'
import { points } from './points.ts'

/** Writing and sending, in Japanese. */
export const jaWriting: Pick<Words, 'message' | 'outbox' | 'composer' | 'expiry'> = {
  message: {
    queued: '送信待ち',
    queuedBehind: '上の未送信メッセージを待っています',
    expired: '送信する前に時間切れになりました。',
    sending: '送信中',
    sent: '送信済み',
    read: '既読',
    readAt: (time) => `既読 ${time}`,
    readBy: (names, formats) => `既読：${formats.list(names)}`,
    disappears: (when) => `${when}に消えます`,
    left: (amount) => `残り${amount}`,
    failures: {
      NOT_ENOUGH_POINTS: '未送信：ポイントが足りません。',
      PRICE_ABOVE_MAX: '未送信：料金が変わりました。確認して、もう一度送信してください。',
      NOT_FOUND: '未送信：この会話のメンバーではなくなりました。',
      ID_REUSED: '未送信：この番号はすでに別のものに使われています。',
      INVALID_INPUT: '未送信：この文章はサーバーで受け付けられませんでした。',
      RATE_LIMITED: '未送信：一度に送りすぎです。少しお待ちください。',
      NOT_ALLOWED: '未送信：この相手にはメッセージを送れません。',
      NOT_SIGNED_IN: '未送信：ログアウトされています。',
      other: '未送信：問題が発生しました。',
    },
    notEnough: (price, balance, formats) =>
      `未送信：${points(price, formats)}必要ですが、残高は${formats.number(balance)}です。`,
    edit: '編集',
    readers: '既読の人',
    actions: 'メッセージの操作',
    copyText: '文章をコピー',
    copyLink: 'リンクをコピー',
    copied: 'コピーしました',
    copyFailed: 'コピーできませんでした。',
  },

  outbox: {
    heading: '送信トレイ',
    waiting: (count, formats) => `送信待ち${formats.number(count)}通`,
    failed: (count, formats) => `未送信${formats.number(count)}通`,
    empty: 'すべて送信しました。',
    retryAll: 'すべて再送信',
    to: (name) => `宛先：${name}`,
  },

  composer: {
    label: 'メッセージ',
    placeholder: 'メッセージを書く',
    send: '送信',
    sendFree: '無料で送信',
    sendFor: (price, formats) => `${points(price, formats)}で送信`,
    freeLeft: (left, formats) => `無料 · 今日はあと${formats.number(left)}通`,
    cost: (price, balance, formats) => `${points(price, formats)} · 残高 ${formats.number(balance)}`,
    short: (price, balance, formats) =>
      `ポイントが足りません（必要 ${formats.number(price)}、残高 ${formats.number(balance)}）`,
    queuedCost: (count, parts, formats) => `送信待ち${formats.number(count)}通：${parts.join('、')}`,
    queuedFree: (free, formats) => `無料${formats.number(free)}通`,
    queuedPaid: (paid, price, formats) => `${formats.number(paid)}通 × ${points(price, formats)}`,
    topUp: 'ポイントを追加',
    waitFor: (time) => `${time}に無料に戻ります`,
    priceUnknown: '料金を確認中…',
    agree: (price, formats) =>
      `今日の無料メッセージは使い切りました。このメッセージは${points(price, formats)}です。よければもう一度「送信」を押してください。今日のあいだ有効です。`,
    notNow: '今はしない',
    reasons: {
      empty: '先に何か書いてください。',
      tooLong: (over, formats) =>
        `${formats.number(over)}文字超えています。自動では切り取りません。短くすると送信できます。`,
      blocked: 'この相手とのメッセージはブロックされています。',
      blockedByMe: 'この相手をブロックしています。詳細で解除すると送れます。',
      loading: '料金がまだ分かりません。',
    },
    charactersLeft: (left, formats) => `残り${formats.number(left)}`,
  },

  expiry: {
    off: '自動で消える：オフ',
    after: (lifetime) => `${lifetime}後に消えます`,
    short: 'オフ',
    heading: '消えるまでの時間',
    never: 'オフ（消えません）',
    custom: 'ほかの時間',
    amount: '時間の長さ',
    unit: '単位',
    units: { hours: '時間', days: '日', weeks: '週間' },
    lifetimes: {
      hours: (amount, formats) => `${formats.number(amount)}時間`,
      days: (amount, formats) => `${formats.number(amount)}日`,
      weeks: (amount, formats) => `${formats.number(amount)}週間`,
    },
    customFault: '1時間以上、1年以内にしてください。',
    asDefault: 'この会話のすべてに適用',
    isDefault: 'この会話の標準',
    failed: '設定を変更できませんでした。もう一度お試しください。',
    notOwner: '変更できるのはグループのオーナーだけです。',
  },
}
