/** Reminds of turning the record, as far as one likes it: a soft tone, a vibration. */
import type { Preferences } from "../../api/types";

export function flipReminder(preferences: Preferences | undefined): void {
  if (preferences?.flip_vibration) navigator.vibrate?.([180, 120, 180]);
  if (preferences?.flip_sound) tone();
}

function tone(): void {
  try {
    const audio = new AudioContext();
    for (const [n, pitch] of [523.25, 659.25, 783.99].entries()) {
      const at = audio.currentTime + n * 0.28;
      const sound = audio.createOscillator();
      const volume = audio.createGain();
      sound.frequency.value = pitch;
      volume.gain.setValueAtTime(0, at);
      volume.gain.linearRampToValueAtTime(0.2, at + 0.03);
      volume.gain.exponentialRampToValueAtTime(0.001, at + 0.9);
      sound.connect(volume).connect(audio.destination);
      sound.start(at);
      sound.stop(at + 1);
      if (n === 2) sound.onended = () => void audio.close();
    }
  } catch {
    // A browser without sound, or one that wants a touch first: the page says it as well.
  }
}
