import { Monitor, Moon, Sun } from 'lucide-react'
import { useState } from 'react'
import { readKept, writeKept } from '../session/kept-locally.ts'
import { useWords } from '../wording/use-words.ts'

type Theme = 'system' | 'light' | 'dark'

const THEMES: readonly { theme: Theme; Icon: typeof Sun }[] = [
  { theme: 'system', Icon: Monitor },
  { theme: 'light', Icon: Sun },
  { theme: 'dark', Icon: Moon },
]

function keptTheme(): Theme {
  const kept = readKept('theme')
  return kept === 'light' || kept === 'dark' ? kept : 'system'
}

/** Gives the page its theme, and the window around it the colour that goes with it. */
function showTheme(theme: Theme) {
  const { dataset } = document.documentElement
  if (theme === 'system') delete dataset.theme
  else dataset.theme = theme
  for (const meta of document.querySelectorAll<HTMLMetaElement>('meta[name="theme-color"]')) {
    const own = meta.dataset.theme
    meta.media = theme === 'system' ? `(prefers-color-scheme: ${own})` : own === theme ? 'all' : 'not all'
  }
}

/** Light, dark, or like the system. `public/before-paint.js` reads the choice before the first paint. */
export function ThemeChoice() {
  const { settings: words } = useWords()
  const [picked, setPicked] = useState(keptTheme)

  const pick = (theme: Theme) => {
    setPicked(theme)
    writeKept('theme', theme === 'system' ? null : theme)
    showTheme(theme)
  }

  return (
    <fieldset className="grid grid-cols-3 gap-2">
      <legend className="sr-only">{words.look}</legend>
      {THEMES.map(({ theme, Icon }) => (
        <label
          key={theme}
          className="flex min-h-16 cursor-pointer flex-col items-center justify-center gap-1.5 rounded-xl border border-line p-2 text-center text-ink-soft text-sm has-checked:border-red-ink has-checked:bg-red-tint has-checked:text-ink forced-colors:has-checked:bg-[Highlight] forced-colors:has-checked:text-[HighlightText] has-focus-visible:outline-2 has-focus-visible:outline-blue"
        >
          <input
            type="radio"
            name="theme"
            className="sr-only"
            checked={theme === picked}
            onChange={() => pick(theme)}
          />
          <Icon size={20} aria-hidden="true" />
          {words.themes[theme]}
        </label>
      ))}
    </fieldset>
  )
}
