// Runs before the first paint, from a file of its own because the policy forbids inline scripts.
;(() => {
  let theme = null
  try {
    theme = localStorage.getItem('pennypost.theme')
  } catch {
    // Storage may be switched off; the system's theme then holds.
  }
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme
})()
