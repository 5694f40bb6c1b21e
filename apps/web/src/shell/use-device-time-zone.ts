import { useMe } from '@pennypost/react'
import { useEffect } from 'react'
import { readKept, writeKept } from '../session/kept-locally.ts'
import { useMyId } from '../session/my-id.ts'

export const deviceTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone

/** New people are in UTC until somebody says otherwise: on the first sign-in on a device, the device does. */
export function useDeviceTimeZone() {
  const myId = useMyId()
  const { me, update } = useMe()
  const zone = me?.timeZone

  useEffect(() => {
    const key = `zone-told.${myId}`
    if (zone === undefined || readKept(key) !== null) return
    writeKept(key, deviceTimeZone())
    if (zone === 'UTC' && deviceTimeZone() !== 'UTC')
      void update({ timeZone: deviceTimeZone() }).catch(() => {})
  }, [zone, myId, update])
}
