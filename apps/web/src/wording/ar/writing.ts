import type { Words } from '../use-words.ts'
import { points } from './points.ts'

/** Writing and sending, in Arabic. */
export const arWriting: Pick<Words, 'message' | 'outbox' | 'composer' | 'expiry'> = {
  message: {
    queued: 'بانتظار الإرسال',
    queuedBehind: 'تنتظر التي فوقها، إذ لم تُرسل',
    expired: 'انتهت مدتها قبل إرسالها.',
    sending: 'جارٍ الإرسال',
    sent: 'أُرسلت',
    read: 'قُرئت',
    readAt: (time) => `قُرئت ${time}`,
    readBy: (names, formats) => `قرأها ${formats.list(names)}`,
    disappears: (when) => `تختفي ${when}`,
    left: (amount) => `باقٍ ${amount}`,
    failures: {
      NOT_ENOUGH_POINTS: 'لم تُرسل: النقاط لا تكفي.',
      PRICE_ABOVE_MAX: 'لم تُرسل: تغيّر السعر. اطّلع عليه وحاول مرة أخرى.',
      NOT_FOUND: 'لم تُرسل: لم تعد عضوًا في هذه المحادثة.',
      ID_REUSED: 'لم تُرسل: هذا المعرّف مستخدم لشيء آخر.',
      INVALID_INPUT: 'لم تُرسل: لم يقبل الخادم هذا النص.',
      RATE_LIMITED: 'لم تُرسل: رسائل كثيرة دفعة واحدة. انتظر لحظة.',
      NOT_ALLOWED: 'لم تُرسل: لا يمكنك مراسلة هذا الشخص.',
      NOT_SIGNED_IN: 'لم تُرسل: سُجّل خروجك.',
      other: 'لم تُرسل: حدث خطأ ما.',
    },
    notEnough: (price, balance, formats) =>
      `لم تُرسل: ثمنها ${points(price, formats)}، ورصيدك ${formats.number(balance)}.`,
    edit: 'تعديل',
    readers: 'قرأها',
    actions: 'إجراءات الرسالة',
    copyText: 'نسخ النص',
    copyLink: 'نسخ الرابط',
    copied: 'تم النسخ',
    copyFailed: 'تعذّر النسخ.',
  },

  outbox: {
    heading: 'صندوق الصادر',
    waiting: (count, formats) => `رسائل بانتظار الإرسال: ${formats.number(count)}`,
    failed: (count, formats) => `رسائل لم تُرسل: ${formats.number(count)}`,
    empty: 'أُرسل كل شيء.',
    retryAll: 'إعادة محاولة الكل',
    to: (name) => `إلى ${name}`,
  },

  composer: {
    label: 'رسالة',
    placeholder: 'اكتب رسالة',
    send: 'إرسال',
    sendFree: 'إرسال مجانًا',
    sendFor: (price, formats) => `إرسال مقابل ${points(price, formats)}`,
    freeLeft: (left, formats) => `مجانًا · بقي ${formats.number(left)} اليوم`,
    cost: (price, balance, formats) => `${points(price, formats)} · الرصيد ${formats.number(balance)}`,
    short: (price, balance, formats) =>
      `النقاط لا تكفي (المطلوب ${formats.number(price)}، والمتوفر ${formats.number(balance)})`,
    queuedCost: (count, parts, formats) => `في الانتظار ${formats.number(count)}: ${parts.join('، ')}`,
    queuedFree: (free, formats) => `${formats.number(free)} مجانًا`,
    queuedPaid: (paid, price, formats) => `${formats.number(paid)} × ${points(price, formats)}`,
    topUp: 'الحصول على نقاط',
    waitFor: (time) => `مجانًا من جديد الساعة ${time}`,
    priceUnknown: 'جارٍ حساب السعر…',
    agree: (price, formats) =>
      `نفدت رسائل اليوم المجانية. ثمن هذه الرسالة ${points(price, formats)}. اضغط «إرسال» مرة أخرى للموافقة؛ وتسري الموافقة اليوم.`,
    notNow: 'ليس الآن',
    reasons: {
      empty: 'اكتب شيئًا أولًا.',
      tooLong: (over, formats) =>
        formats.plural(over, {
          one: 'حرف واحد زائد. لن يُحذف شيء؛ اختصر النص لترسله.',
          two: 'حرفان زائدان. لن يُحذف شيء؛ اختصر النص لترسله.',
          few: '# أحرف زائدة. لن يُحذف شيء؛ اختصر النص لترسله.',
          many: '# حرفًا زائدًا. لن يُحذف شيء؛ اختصر النص لترسله.',
          other: '# حرف زائد. لن يُحذف شيء؛ اختصر النص لترسله.',
        }),
      blocked: 'الرسائل بينكما محظورة.',
      blockedByMe: 'لقد حظرت هذا الشخص. ألغِ الحظر من التفاصيل لتراسله.',
      loading: 'لم يُعرف السعر بعد.',
    },
    charactersLeft: (left, formats) => `بقي ${formats.number(left)}`,
  },

  expiry: {
    off: 'الاختفاء: متوقف',
    after: (lifetime) => `تختفي بعد ${lifetime}`,
    short: 'متوقف',
    heading: 'تختفي بعد',
    never: 'متوقف، تبقى الرسالة',
    custom: 'مدة أخرى',
    amount: 'المدة',
    unit: 'الوحدة',
    units: { hours: 'ساعات', days: 'أيام', weeks: 'أسابيع' },
    lifetimes: {
      hours: (amount, formats) =>
        formats.plural(amount, {
          one: 'ساعة واحدة',
          two: 'ساعتين',
          few: '# ساعات',
          other: '# ساعة',
        }),
      days: (amount, formats) =>
        formats.plural(amount, {
          one: 'يوم واحد',
          two: 'يومين',
          few: '# أيام',
          many: '# يومًا',
          other: '# يوم',
        }),
      weeks: (amount, formats) =>
        formats.plural(amount, {
          one: 'أسبوع واحد',
          two: 'أسبوعين',
          few: '# أسابيع',
          many: '# أسبوعًا',
          other: '# أسبوع',
        }),
    },
    customFault: 'ساعة على الأقل، وسنة على الأكثر.',
    asDefault: 'لكل رسالة هنا',
    isDefault: 'المعتاد هنا',
    failed: 'تعذّر تغيير الإعداد. حاول مرة أخرى.',
    notOwner: 'لا يغيّر هذا إلا مالك المجموعة.',
  },
}
