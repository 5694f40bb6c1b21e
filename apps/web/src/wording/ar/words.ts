import type { Words } from '../use-words.ts'
import { arAccount } from './account.ts'
import { points } from './points.ts'
import { arWriting } from './writing.ts'

const newMessages: Words['thread']['unseen'] = (count, formats) =>
  formats.plural(count, {
    one: 'رسالة جديدة واحدة',
    two: 'رسالتان جديدتان',
    few: '# رسائل جديدة',
    many: '# رسالة جديدة',
    other: '# رسالة جديدة',
  })

/** Every sentence of the client, in Arabic. */
export const ar: Words = {
  ...arAccount,
  ...arWriting,
  product: 'Pennypost',
  close: 'إغلاق',
  cancel: 'إلغاء',
  save: 'حفظ',
  retry: 'إعادة المحاولة',
  delete: 'حذف',
  loading: 'جارٍ التحميل',
  back: 'العودة إلى المحادثات',
  pageTitle: (unread, place, formats) =>
    `${unread > 0 ? `(${formats.number(unread)}) ` : ''}${place === null ? '' : `${place} · `}Pennypost`,

  places: { messages: 'الرسائل', wallet: 'المحفظة', settings: 'الإعدادات' },
  waitsForConnection: 'هذا بانتظار الاتصال.',
  serverDown: 'مكتب البريد مغلق',
  serverDownWhy: 'تعذّر الوصول إلى الخادم. ما كتبته محفوظ على هذا الجهاز.',
  broken: 'توقّف هذا الجزء عن العمل',
  brokenWhy: 'ما عداه يعمل. وإعادة المحاولة تنفع عادةً.',
  requestId: (id) => `الطلب ${id}`,
  notFound: 'لا توجد صفحة كهذه',
  notFoundWhy: 'ربما في العنوان خطأ.',
  toMessages: 'الانتقال إلى الرسائل',

  connection: {
    label: 'الاتصال',
    connecting: 'جارٍ الاتصال…',
    offline: 'أنت غير متصل. ما ترسله يُحفظ ويخرج لاحقًا.',
    reconnecting: (seconds, formats) =>
      seconds === null || seconds <= 0
        ? 'انقطع الاتصال. جارٍ المحاولة من جديد…'
        : `انقطع الاتصال. محاولة جديدة بعد ${formats.number(seconds)} ث.`,
    unauthorised: 'سُجّل خروجك.',
    tryNow: 'المحاولة الآن',
    signInAgain: 'تسجيل الدخول من جديد',
  },

  quota: {
    label: 'الحصة',
    freeLeft: (left, formats) =>
      formats.plural(left, {
        one: 'بقيت رسالة مجانية واحدة اليوم',
        two: 'بقيت رسالتان مجانيتان اليوم',
        few: 'بقيت # رسائل مجانية اليوم',
        other: 'بقيت # رسالة مجانية اليوم',
      }),
    noneLeft: 'لم تبقَ رسائل مجانية اليوم',
    points,
    resets: (time) => `يوم جديد الساعة ${time}`,
    unknown: 'جارٍ عدّ رسائلك المجانية…',
  },

  conversations: {
    label: 'المحادثات',
    new: 'محادثة جديدة',
    unread: (count, formats) =>
      formats.plural(count, {
        one: 'رسالة واحدة غير مقروءة',
        two: 'رسالتان غير مقروءتين',
        few: '# رسائل غير مقروءة',
        other: '# رسالة غير مقروءة',
      }),
    manyUnread: '+999',
    draft: 'مسودة:',
    failed: 'لم تُرسل',
    typing: 'يكتب الآن…',
    typingName: (name) => `${name} يكتب الآن…`,
    you: 'أنت:',
    noMessages: 'لا رسائل بعد',
    empty: 'لا محادثات بعد',
    emptyWhy: 'ابحث عن شخص بالاسم أو البريد الإلكتروني واكتب السطر الأول.',
    none: 'اختر محادثة',
    noneWhy: 'أو ابدأ محادثة جديدة. يعرض \u2066Ctrl+/\u2069 مفاتيح التنقل.',
    more: 'عرض محادثات أقدم',
    nobody: 'لا أحد سواك',
  },

  thread: {
    region: (name) => `محادثة مع ${name}`,
    messages: 'الرسائل',
    details: 'التفاصيل',
    unread: 'رسائل جديدة',
    toUnread: 'إلى أول رسالة جديدة',
    jumpToLatest: 'إلى الأحدث',
    unseen: newMessages,
    pageFailed: 'لم تصل بقية الرسائل. إعادة المحاولة',
    empty: 'لم يُكتب شيء بعد',
    emptyWhy: 'السطر الأول هو الأصعب.',
    emptyDisappearing: 'الرسائل هنا تختفي',
    emptyDisappearingWhy: (lifetime) => `تزول كل رسالة بعد ${lifetime} من إرسالها.`,
    emptyNow: 'لا رسائل هنا الآن',
    emptyNowWhy: 'ما ضُبط ليختفي يزول عند انتهاء مدته.',
    deleted: 'حُذفت هذه الرسالة',
    notFound: 'هذه المحادثة ليست هنا',
    notFoundWhy: 'ربما لم توجد قط، أو لم تعد عضوًا فيها.',
    linkedGone: 'لم تعد تلك الرسالة هنا.',
    people: (count, formats) =>
      formats.plural(count, {
        one: 'شخص واحد',
        two: 'شخصان',
        few: '# أشخاص',
        many: '# شخصًا',
        other: '# شخص',
      }),
    you: 'أنت',
    someone: 'شخص ما',
    typing: (names, formats) =>
      names.length > 2
        ? 'عدة أشخاص يكتبون الآن'
        : `${formats.list(names)} ${names.length === 1 ? 'يكتب' : 'يكتبان'} الآن`,
    announce: (name, content, time) => `${name}: ${content}، ${time}`,
    announceMany: newMessages,
  },

  newConversation: {
    heading: 'محادثة جديدة',
    search: 'البحث عن أشخاص',
    searchHint: 'بالاسم، أو بعنوان البريد الإلكتروني كاملًا.',
    results: 'الأشخاص الذين عُثر عليهم',
    nobody: 'لم يُعثر على أحد بهذا الاسم.',
    failed: 'تعذّر البحث. حاول مرة أخرى.',
    picked: 'من اخترتهم',
    remove: (name) => `استبعاد ${name}`,
    title: 'عنوان المجموعة',
    titleMissing: 'تحتاج المجموعة إلى عنوان.',
    nobodyPicked: 'اختر شخصًا واحدًا على الأقل.',
    start: 'بدء المحادثة',
    startWith: (name) => `مراسلة ${name}`,
    startGroup: 'إنشاء المجموعة',
    startFor: (price, formats) => `البدء مقابل ${points(price, formats)}`,
    priceIs: (price, formats) => `ثمن بدء هذه المحادثة: ${points(price, formats)}.`,
    faults: {
      NOT_ALLOWED: 'لا يمكنك بدء محادثة مع هذا الشخص.',
      NOT_ENOUGH_POINTS: 'نقاطك لا تكفي لبدء هذه المحادثة.',
      other: 'تعذّر بدء المحادثة. حاول مرة أخرى.',
    },
  },

  details: {
    heading: 'التفاصيل',
    people: 'الأشخاص',
    owner: 'المالك',
    you: 'أنت',
    add: 'إضافة أشخاص',
    addPicked: 'إضافة',
    remove: (name) => `إزالة ${name}`,
    titleFault: 'بين حرف واحد و120 حرفًا.',
    removeSure: 'أتزيل هذا الشخص؟ لن يرى بعدها ما يُكتب هنا.',
    rename: 'العنوان',
    expiry: 'تختفي الرسائل الجديدة بعد',
    leave: 'مغادرة المجموعة',
    leaveSure: 'أتغادر هذه المجموعة؟ لن ترى بعدها ما يُكتب هنا.',
    stay: 'البقاء',
    block: (name) => `حظر ${name}`,
    blockSure: 'لن يستطيع أيٌّ منكما مراسلة الآخر حتى تلغي الحظر. ويبقى ما كُتب من قبل.',
    unblock: (name) => `إلغاء حظر ${name}`,
    blocked: (name) => `حُظر ${name}.`,
    unblocked: (name) => `أُلغي حظر ${name}.`,
    failed: 'لم ينجح ذلك. حاول مرة أخرى.',
    more: 'عرض مزيد من الأشخاص',
  },

  shortcuts: {
    heading: 'اختصارات لوحة المفاتيح',
    previousConversation: 'المحادثة السابقة في القائمة',
    nextConversation: 'المحادثة التالية في القائمة',
    previousUnread: 'المحادثة غير المقروءة السابقة',
    nextUnread: 'المحادثة غير المقروءة التالية',
    previousMessage: 'الرسالة السابقة',
    nextMessage: 'الرسالة التالية',
    firstMessage: 'أقدم رسالة',
    lastMessage: 'أحدث رسالة',
    messageActions: 'إجراءات الرسالة',
    nextPart: 'الجزء التالي من النافذة',
    previousPart: 'الجزء السابق من النافذة',
    newConversation: 'محادثة جديدة',
    write: 'العودة إلى رسالتك',
    sheet: 'هذه القائمة',
  },
}
