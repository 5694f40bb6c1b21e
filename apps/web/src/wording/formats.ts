const DAY_MS = 86_400_000

/** A sentence for each plural category that the language has; `#` stands for the number. */
type PluralForms = Partial<Record<Intl.LDMLPluralRule, string>> & { other: string }

/**
 * How instants, numbers and lists are written, in the device's time zone. `locale` may name a region ("en-GB");
 * the plural forms are those of `language`, in which the sentences are.
 */
export function createFormats(locale: string, language = locale) {
  const time = new Intl.DateTimeFormat(locale, { timeStyle: 'short' })
  const weekday = new Intl.DateTimeFormat(locale, { weekday: 'long' })
  const day = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' })
  const dayWithYear = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric' })
  const shortDay = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short' })
  const full = new Intl.DateTimeFormat(locale, { dateStyle: 'full', timeStyle: 'short' })
  const relativeDay = new Intl.RelativeTimeFormat(locale, { numeric: 'auto' })
  const number = new Intl.NumberFormat(locale)
  const signed = new Intl.NumberFormat(locale, { signDisplay: 'exceptZero' })
  const rules = new Intl.PluralRules(language)
  const list = new Intl.ListFormat(locale, { type: 'conjunction' })

  const capitalised = (text: string) => {
    const [first = '', ...rest] = text
    return first.toLocaleUpperCase(locale) + rest.join('')
  }

  return {
    locale,
    time: (instantMs: number) => time.format(instantMs),
    /** With the day, for tooltips and for ears. */
    full: (instantMs: number) => full.format(instantMs),
    number: (value: number) => number.format(value),
    /** With its sign, a minus and no hyphen, so that what came in and what went out differ without colours. */
    signed: (value: number) => signed.format(value).replace('-', '−'),
    /** The sentence for this many: `plural(3, { one: '# day', other: '# days' })` → "3 days". */
    plural: (count: number, forms: PluralForms) =>
      (forms[rules.select(count)] ?? forms.other).replaceAll('#', number.format(count)),
    list: (items: string[]) => list.format(items),
    /** "Today", "Yesterday", "Tuesday", "3 March", "3 March 2025". */
    dayName: (instantMs: number, nowMs: number) => {
      const daysAgo = daysBetween(instantMs, nowMs)
      if (daysAgo === 0 || daysAgo === 1) return capitalised(relativeDay.format(-daysAgo, 'day'))
      if (daysAgo > 1 && daysAgo < 7) return capitalised(weekday.format(instantMs))
      const sameYear = new Date(instantMs).getFullYear() === new Date(nowMs).getFullYear()
      return sameYear ? day.format(instantMs) : dayWithYear.format(instantMs)
    },
    /** The shortest that tells: the time today, the day before that. */
    brief: (instantMs: number, nowMs: number) =>
      daysBetween(instantMs, nowMs) === 0 ? time.format(instantMs) : shortDay.format(instantMs),
  }
}

export type Formats = ReturnType<typeof createFormats>

/** Midnights between two instants on this device's calendar, whatever the length of the days between. */
function daysBetween(fromMs: number, toMs: number): number {
  return Math.round((startOfDay(toMs) - startOfDay(fromMs)) / DAY_MS)
}

export function startOfDay(instantMs: number): number {
  return new Date(instantMs).setHours(0, 0, 0, 0)
}
