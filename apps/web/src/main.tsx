import './design/base.css'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { App } from './app.tsx'
import { loadSignedIn } from './load-pages.ts'
import { SessionProvider } from './session/session.tsx'
import { LanguageProvider } from './wording/language-provider.tsx'

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no element with the id "root".')

// What somebody who is signed in needs comes along while the server is asked who that is.
if (location.pathname !== '/sign-in') void loadSignedIn()

createRoot(root).render(
  <StrictMode>
    <SessionProvider>
      <LanguageProvider>
        <App />
      </LanguageProvider>
    </SessionProvider>
  </StrictMode>,
)
