import { useMe } from '@pennypost/react'
import { Skeleton } from '../design/skeleton.tsx'
import { Broken } from '../shell/error-boundary.tsx'
import { PageFrame, PagePart } from '../shell/page-frame.tsx'
import { useWords } from '../wording/use-words.ts'
import { LanguageChoice } from './language-choice.tsx'
import { PasswordForm } from './password-form.tsx'
import { PrivacySwitches } from './privacy-switches.tsx'
import { ProfileForm } from './profile-form.tsx'
import { SignOutButton } from './sign-out-button.tsx'
import { ThemeChoice } from './theme-choice.tsx'

/** One's name and zone, what others see, how it looks and in which language, the password, and the way out. */
export function SettingsPage() {
  const words = useWords()
  const { me, isError, error, refetch } = useMe()

  return (
    <PageFrame title={words.settings.heading}>
      {me === undefined ? (
        isError ? (
          <Broken error={error} onRetry={() => void refetch()} />
        ) : (
          <Skeleton label={words.loading} lines={4} />
        )
      ) : (
        <>
          <PagePart title={words.settings.you}>
            <ProfileForm me={me} />
          </PagePart>
          <PagePart title={words.settings.privacy}>
            <PrivacySwitches me={me} />
          </PagePart>
          <PagePart title={words.settings.look}>
            <div className="flex flex-col gap-5">
              <ThemeChoice />
              <LanguageChoice />
            </div>
          </PagePart>
          {me.email !== null && (
            <PagePart title={words.settings.password}>
              <PasswordForm email={me.email} />
            </PagePart>
          )}
          <SignOutButton />
        </>
      )}
    </PageFrame>
  )
}
