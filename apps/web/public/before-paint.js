// Runs before the first paint, from a file of its own because the policy forbids inline scripts.
;(() => {
  const root = document.documentElement
  const kept = (key) => {
    try {
      return localStorage.getItem(`pennypost.${key}`)
    } catch {
      // Storage may be switched off; what the system says then holds.
      return null
    }
  }
  const theme = kept('theme')
  if (theme === 'light' || theme === 'dark') {
    root.dataset.theme = theme
    for (const meta of document.querySelectorAll('meta[name="theme-color"]'))
      meta.media = meta.dataset.theme === theme ? 'all' : 'not all'
  }
  const language = kept('language')
  if (language !== null && /^[A-Za-z-]+$/.test(language)) root.lang = language
  if (language === 'ar') root.dir = 'rtl'
})()
