import { expect, test } from 'vitest'
import { createFormats } from './formats.ts'
import { LANGUAGES } from './languages.ts'
import { loadLanguage } from './load-language.ts'
import { textInPseudo } from './pseudo.ts'

const others = LANGUAGES.map(({ language }) => language).filter((language) => language !== 'en')

/** Names, figures, and words that another language happens to share with English. */
const SHARED: Record<string, readonly string[]> = {
  ar: ['product'],
  de: ['product', 'conversations.manyUnread', 'signIn.name', 'settings.name'],
  ja: ['product', 'conversations.manyUnread'],
  'pt-BR': ['product', 'conversations.manyUnread'],
}

/** The sentences that need no argument, by path. */
function plainSentences(words: object, path = ''): [string, string][] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]): [string, string][] => {
    if (typeof value === 'string') return [[path + key, value]]
    return typeof value === 'object' && value !== null ? plainSentences(value, `${path}${key}.`) : []
  })
}

test.each(others)('every sentence of %s is translated', async (language) => {
  const english = new Map(plainSentences((await loadLanguage('en')).words))
  const { words } = await loadLanguage(language)
  const same = plainSentences(words).filter(([path, text]) => text === '' || text === english.get(path))
  expect(same.map(([path]) => path).sort()).toEqual([...(SHARED[language] ?? [])].sort())
})

test.each([
  ['en', ['1 point', '2 points', '11 points']],
  ['de', ['1 Punkt', '2 Punkte', '11 Punkte']],
  ['ja', ['1ポイント', '2ポイント', '11ポイント']],
  ['pt-BR', ['1 ponto', '2 pontos', '11 pontos']],
  ['ar', ['نقطة واحدة', 'نقطتان', '11 نقطة']],
] as const)('points are counted as %s counts', async (language, told) => {
  const { words } = await loadLanguage(language)
  const formats = createFormats(language === 'ar' ? 'ar-u-nu-latn' : language, language)
  expect([1, 2, 11].map((count) => words.quota.points(count, formats))).toEqual(told)
})

test('the pseudo-locale is 40 % longer, accented and in brackets, and spares names', async () => {
  expect(textInPseudo('Save changes', [])).toMatch(/^\[Šàṽé çĥàñĝéš.{5}\]$/u)
  expect(textInPseudo('Leave Ada (ada@x.org) out', ['Ada', 'ada@x.org'])).toContain(
    'Ļéàṽé Ada (ada@x.org) ôûţ',
  )
  const { words, formats } = await loadLanguage('en-XA')
  expect(words.thread.region('Bob')).toMatch(/^\[Çôñṽéŕšàţîôñ ŵîţĥ Bob .+\]$/u)
  expect(words.thread.typing(['Ada', 'Bob'], formats)).toMatch(/^\[Ada àñđ Bob àŕé ţýƥîñĝ .+\]$/u)
  for (const [path, text] of plainSentences(words)) expect(text, path).toMatch(/^\[.+\]$/su)
})
