/** Where this device is, as the server's calendar knows it. */
export function zone(): string {
  const name = Intl.DateTimeFormat().resolvedOptions().timeZone;
  return /^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(name) ? name : "UTC";
}
